package vn.hanoi.datahub.schemas.access;

/** Thrown when a key gives no access; the message says why. */
public final class KeyRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyRefusedException(String message) {
        super(message, null, false, false); // no stack trace: anyone can cause thousands a second
    }
}
