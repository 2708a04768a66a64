package vn.hanoi.datahub.ingest.file;

import vn.hanoi.datahub.edge.detail.Detail;

/** Signals that a file cannot be read from some line on; the rows before it are unaffected. */
public final class UnreadableFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long line;
    private final transient Detail detail;

    public UnreadableFileException(long line, Detail detail) {
        super(detail.key(), null, false, false);
        this.line = line;
        this.detail = detail;
    }

    public long line() {
        return line;
    }

    public Detail detail() {
        return detail;
    }
}
