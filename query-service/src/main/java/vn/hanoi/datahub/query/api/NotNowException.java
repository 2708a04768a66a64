package vn.hanoi.datahub.query.api;

/** Cannot be answered at the moment; asking again later helps. */
public final class NotNowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotNowException(String message) {
        super(message);
    }
}
