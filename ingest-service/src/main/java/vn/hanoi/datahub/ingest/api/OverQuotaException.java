package vn.hanoi.datahub.ingest.api;

/** Signals that a request exceeds its agency's quota at the moment; the response is 429 with {@code Retry-After}. */
final class OverQuotaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OverQuotaException(String message) {
        super(message);
    }
}
