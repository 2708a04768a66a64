package vn.hanoi.datahub.schemas.access;

/** A key opens nothing; the message says why. */
public final class KeyRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyRefusedException(String message) {
        super(message, null, false, false); // no stack trace: anybody can cause thousands a second
    }
}
