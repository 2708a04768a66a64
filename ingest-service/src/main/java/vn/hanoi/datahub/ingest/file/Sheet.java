package vn.hanoi.datahub.ingest.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.ingest.admission.Detail;

/** The lines of a file as they come, header and blank ones included. */
interface Sheet extends Closeable {

    /**
     * The cells of the next line; null at the end.
     *
     * @throws UnreadableFileException when the file is broken from here on
     */
    @Nullable
    List<Cell> next();

    /** Where the line that came last begins in the file, from 1. */
    long line();

    /** How its numbers are written, where nothing else shows it. */
    Decimals decimals();

    /** What parts its columns; a semicolon for a workbook, as Vietnamese spreadsheets write it. */
    char separator();

    /** What its sender should know of how it is read. */
    List<Detail> notes() throws IOException;
}
