package vn.hanoi.datahub.edge.problem;

/** Thrown when a caller without a key requests what only known callers may see; 401. */
public final class NeedsKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NeedsKeyException(String message) {
        super(message);
    }
}
