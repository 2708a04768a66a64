package vn.hanoi.datahub.ingest.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.ingest.admission.Detail;

/** A file's header and, one after the other, its rows; never the whole file at once. */
public final class Table implements Closeable {

    /** How an XLS of before 2007 begins, and a workbook with a password ([MS-CFB], 2.2). */
    private static final byte[] OLE = {
        (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
    };

    /** What the list of refused rows adds to them: whoever corrects that list sends it as it is. */
    public static final List<String> ADDED = List.of("line", "column", "field", "reason", "detail");

    private static final int MOST_COLUMNS = 1_000;
    private static final Pattern TOTAL = Pattern.compile(
            "(tổng( cộng| số)?|cộng|totals?|grand total|sub-?total|sum)\\s*:?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final Sheet sheet;
    private final List<String> header;

    private Table(Sheet sheet) {
        this.sheet = sheet;
        List<Cell> first = sheet.next();
        while (first != null && first.stream().allMatch(Cell::isEmpty)) {
            first = sheet.next();
        }
        if (first == null) {
            throw new UnreadableFileException(1, Detail.of("file.empty"));
        }
        List<String> names = new ArrayList<>();
        first.forEach(cell -> names.add(cell.text()));
        check(names);
        int own = names.size() - ADDED.size();
        this.header =
                List.copyOf(own > 0 && names.subList(own, names.size()).equals(ADDED) ? names.subList(0, own) : names);
        this.isReturned = header.size() < names.size();
    }

    private final boolean isReturned;

    /**
     * How large a file may be.
     *
     * @param unpackedBytes of an XLSX, which is a zip
     */
    public record Limits(long unpackedBytes) {}

    /**
     * Opens a file by what it holds, not by its name.
     *
     * @throws UnreadableFileException when it is neither CSV nor XLSX, or has no proper header
     */
    public static Table open(Path file, Limits limits) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(CsvSheet.HEAD);
        }
        if (Arrays.equals(head, 0, Math.min(OLE.length, head.length), OLE, 0, OLE.length)) {
            throw new UnreadableFileException(1, Detail.of("file.ole"));
        }
        return of(XlsxSheet.isOne(head) ? XlsxSheet.open(file, limits) : CsvSheet.open(file, head));
    }

    static Table of(Sheet sheet) throws IOException {
        try {
            return new Table(sheet);
        } catch (RuntimeException e) {
            sheet.close();
            throw e;
        }
    }

    /** Columns without a name are nobody's: what stands in them makes its row unreadable. */
    private static void check(List<String> header) {
        if (header.size() > MOST_COLUMNS) {
            throw new UnreadableFileException(1, Detail.of("file.columns", header.size(), MOST_COLUMNS));
        }
        Set<String> seen = new HashSet<>();
        for (String column : header) {
            if (column.length() > WellFormed.LONGEST_ATTRIBUTE || (!column.isEmpty() && !seen.add(column))) {
                throw new UnreadableFileException(1, Detail.of("file.header", column));
            }
        }
    }

    /** The columns' names; empty for a column without one. */
    public List<String> header() {
        return header;
    }

    /** How its numbers are written, where its cells do not show it. */
    Decimals decimals() {
        return sheet.decimals();
    }

    /** What parts its columns. */
    public char separator() {
        return sheet.separator();
    }

    /** What its sender should know of how it is read. */
    public List<Detail> notes() {
        return sheet.notes();
    }

    /**
     * The next row that is not empty; null at the end.
     *
     * @throws UnreadableFileException when the file is broken from here on
     */
    public @Nullable Row next() {
        while (true) {
            List<Cell> cells = sheet.next();
            if (cells == null) {
                return null;
            }
            Row row = row(cells);
            if (!row.isEmpty()) {
                return row;
            }
        }
    }

    private Row row(List<Cell> found) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        Detail problem = null;
        int known = isReturned ? Math.min(found.size(), header.size()) : found.size();
        for (int i = 0; i < known; i++) {
            Cell cell = found.get(i);
            if (cell.isEmpty()) {
                continue;
            }
            if (cells.isEmpty() && problem == null && TOTAL.matcher(cell.text()).matches()) {
                problem = Detail.of("file.total", cell.text());
            }
            if (i >= header.size()) {
                problem = Detail.of("file.cells", found.size(), header.size());
            } else if (header.get(i).isEmpty()) {
                problem = Detail.of("file.no-name", i + 1);
            } else {
                cells.put(header.get(i), cell);
                if (cell.kind() == Cell.Kind.FORMULA) {
                    problem = Detail.of("file.formula", header.get(i));
                } else if (cell.kind() == Cell.Kind.ERROR) {
                    problem = Detail.of("file.error", header.get(i), cell.text());
                }
            }
        }
        return new Row(sheet.line(), cells, problem);
    }

    @Override
    public void close() throws IOException {
        sheet.close();
    }
}
