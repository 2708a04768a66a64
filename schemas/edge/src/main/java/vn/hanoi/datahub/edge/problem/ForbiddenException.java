package vn.hanoi.datahub.edge.problem;

/** Thrown when a recognised caller requests what it may not access; 403, and an audit event. */
public final class ForbiddenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ForbiddenException(String message) {
        super(message);
    }
}
