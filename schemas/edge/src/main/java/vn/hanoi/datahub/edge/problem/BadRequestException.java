package vn.hanoi.datahub.edge.problem;

/** A request that cannot be answered as it is asked; 400. */
public final class BadRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadRequestException(String message) {
        super(message);
    }
}
