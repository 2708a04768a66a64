package vn.hanoi.datahub.ingest.api;

/** Signals that a request exceeds its agency's limits at the moment; the response is 429 with {@code Retry-After}. */
public final class OverQuotaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long seconds;

    /** @param seconds when the request is to be sent again */
    public OverQuotaException(String message, long seconds) {
        super(message);
        this.seconds = seconds;
    }

    long seconds() {
        return seconds;
    }
}
