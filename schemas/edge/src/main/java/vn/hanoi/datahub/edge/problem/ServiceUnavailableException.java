package vn.hanoi.datahub.edge.problem;

/** Thrown when a request cannot be answered at the moment, but can be soon; 503 with Retry-After. */
public final class ServiceUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ServiceUnavailableException(String message) {
        super(message);
    }
}
