package vn.hanoi.datahub.edge.problem;

/** A recognised caller asks for what is not for it; 403, and an audit event. */
public final class ForbiddenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ForbiddenException(String message) {
        super(message);
    }
}
