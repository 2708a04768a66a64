package vn.hanoi.datahub.edge.problem;

/** Thrown where someone else made a change at the same time, which is in force instead; 409. */
public final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConflictException(String message) {
        super(message);
    }
}
