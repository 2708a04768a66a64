package vn.hanoi.datahub.query.api;

/** No key, an unknown one, or one that may not see this. */
final class ForbiddenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean known;

    ForbiddenException(boolean known, String message) {
        super(message);
        this.known = known;
    }

    /** Whether the key was recognised: then the answer is 403 and not 401. */
    boolean isKnown() {
        return known;
    }
}
