package vn.hanoi.datahub.edge.problem;

/** Something that is told to known callers alone, asked for by one without a key: answered 401. */
public final class NeedsKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NeedsKeyException(String message) {
        super(message);
    }
}
