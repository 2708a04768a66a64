package vn.hanoi.datahub.ingest.api;

/** A request for which its agency has no room left at the moment; 429 with Retry-After. */
final class OverQuotaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OverQuotaException(String message) {
        super(message);
    }
}
