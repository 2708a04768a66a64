package vn.hanoi.datahub.ingest.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.ingest.admission.Detail;

/** A file's header and, one after the other, its rows; never the whole file at once. */
public interface Table extends Closeable {

    /** How an XLS of before 2007 begins, and a workbook with a password ([MS-CFB], 2.2). */
    byte[] OLE = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1};

    /** The columns' names; empty for a column without one. */
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
        if (Arrays.equals(head, 0, Math.min(OLE.length, head.length), OLE, 0, OLE.length)) {
            throw new UnreadableFileException(1, Detail.of("file.ole"));
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

    /** Columns without a name are nobody's: what stands in them makes its row unreadable. */
    private static void check(List<String> header) {
        Set<String> seen = new HashSet<>();
        for (String column : header) {
            if (!column.isEmpty() && !seen.add(column)) {
                throw new UnreadableFileException(1, Detail.of("file.header", column));
            }
        }
    }
}
