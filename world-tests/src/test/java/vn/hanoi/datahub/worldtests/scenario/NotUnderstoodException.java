package vn.hanoi.datahub.worldtests.scenario;

/** A line of a scenario that means nothing: the message has its file and number. Nothing is passed over. */
final class NotUnderstoodException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotUnderstoodException(String message) {
        super(message);
    }
}
