package vn.hanoi.datahub.ingest.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.detail.Detail;

/** The lines of a file in their order, including the header and blank lines. */
interface Sheet extends Closeable {

    /**
     * Returns the cells of the next line, or null at the end.
     *
     * @throws UnreadableFileException when the file is broken from here on
     */
    @Nullable
    List<Cell> next();

    /** Returns where the last line that was read begins in the file, from 1. */
    long line();

    /** Returns why the last line that was read cannot be split into cells as intended; null if it can. */
    @Nullable
    Detail problem();

    /** Returns how its numbers are written if nothing else shows it. */
    Decimals decimals();

    /**
     * Returns the column separator; a semicolon for a workbook, because Vietnamese spreadsheets use it in CSV files.
     */
    char separator();

    /** Returns what is wrong if it has no line that is not blank. */
    default Detail emptiness() {
        return Detail.of("file.empty");
    }

    /** Returns what the sender should know about how the file is read. */
    List<Detail> notes() throws IOException;
}
