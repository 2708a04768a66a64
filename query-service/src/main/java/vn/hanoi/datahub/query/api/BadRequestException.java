package vn.hanoi.datahub.query.api;

/** The question cannot be answered as it was asked; the message says how to ask. */
final class BadRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadRequestException(String message) {
        super(message);
    }
}
