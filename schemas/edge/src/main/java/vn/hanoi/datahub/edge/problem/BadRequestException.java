package vn.hanoi.datahub.edge.problem;

/** Thrown for a request that cannot be answered as it was sent; 400. */
public final class BadRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadRequestException(String message) {
        super(message);
    }
}
