package vn.hanoi.datahub.ingest.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.ingest.admission.Detail;

/** A file's header and, one after the other, its rows; never the whole file at once. */
public interface Table extends Closeable {

    /** The columns' names. */
    List<String> header();

    /** How its numbers are written. */
    Decimals decimals();

    /**
     * The next row that is not empty; null at the end.
     *
     * @throws UnreadableFileException when the file is broken from here on
     */
    @Nullable
    Row next() throws IOException;

    /**
     * Opens a file by what it holds, not by its name.
     *
     * @throws UnreadableFileException when it is neither CSV nor XLSX, or has no proper header
     */
    static Table open(Path file, Limits limits) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(CsvTable.HEAD);
        }
        Table table = XlsxTable.isOne(head) ? XlsxTable.open(file, limits) : CsvTable.open(file, head);
        try {
            check(table.header());
            return table;
        } catch (UnreadableFileException e) {
            table.close();
            throw e;
        }
    }

    /**
     * How large a file may be.
     *
     * @param unpackedBytes of an XLSX, which is a zip
     */
    record Limits(long unpackedBytes) {}

    private static void check(List<String> header) {
        Set<String> seen = new HashSet<>();
        for (String column : header) {
            if (column.isEmpty() || !seen.add(column)) {
                throw new UnreadableFileException(1, Detail.of("file.header", column));
            }
        }
    }
}
