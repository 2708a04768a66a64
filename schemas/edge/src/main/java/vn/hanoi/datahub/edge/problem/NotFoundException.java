package vn.hanoi.datahub.edge.problem;

/** Thrown when what was requested does not exist; 404. */
public final class NotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String message) {
        super(message);
    }
}
