package vn.hanoi.datahub.edge.problem;

/** What cannot be answered at the moment, but soon; 503 with Retry-After. */
public final class NotNowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotNowException(String message) {
        super(message);
    }
}
