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
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.edge.table.SpreadsheetCell;
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
            "(\\d+[.)]\\s*)?(tổng\\s*(cộng|số)?|cộng|trung bình|bình quân|totals?|grand total|sub-?total|sum|average|mean)(\\s*[:(].*|\\s+(tháng|quý|năm|của|toàn|các|of|for)\\b.*)?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

    private static final Pattern NUMBERED = Pattern.compile("\\d{1,6}\\.?");

    private final Sheet sheet;
    private final List<String> header;
    private final boolean isReturned;

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
        int own = names.size() - ADDED.size();
        this.isReturned = own > 0 && names.subList(own, names.size()).equals(ADDED);
        List<String> columns = isReturned
                ? names.subList(0, own).stream().map(SpreadsheetCell::plain).toList()
                : names;
        check(columns);
        this.header = List.copyOf(columns);
    }

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
        return isReturned ? Decimals.UNKNOWN : sheet.decimals();
    }

    /**
     * Whether it is a list of refused rows: what could be two things there was refused for it, and one row says nothing
     * of another.
     */
    boolean isReturned() {
        return isReturned;
    }

    /** What parts its columns. */
    public char separator() {
        return sheet.separator();
    }

    /** What its sender should know of how it is read. */
    List<Detail> notes() throws IOException {
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

    private Row row(List<Cell> all) {
        List<Cell> found = isReturned ? returned(all) : all;
        Detail problem = misplaced(found);
        if (problem != null) {
            return new Row(sheet.line(), whole(found), problem);
        }
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(found.size(), header.size()); i++) {
            if (!found.get(i).isEmpty()) {
                cells.put(header.get(i), found.get(i));
            }
        }
        return new Row(
                sheet.line(), cells, swallowed(found).or(() -> total(found)).orElse(null));
    }

    /** Without the columns that the list of refused rows has added, and the apostrophes. */
    private List<Cell> returned(List<Cell> found) {
        return found.subList(0, Math.min(found.size(), header.size())).stream()
                .map(cell -> cell.kind() == Cell.Kind.TEXT ? Cell.text(SpreadsheetCell.plain(cell.text())) : cell)
                .toList();
    }

    /**
     * Text that belongs to no column. Between commas an empty cell too many is enough: a decimal comma makes two cells
     * of one number.
     */
    private @Nullable Detail misplaced(List<Cell> found) {
        boolean isEmpty = found.stream().allMatch(Cell::isEmpty);
        for (int i = 0; i < found.size(); i++) {
            boolean isBeyond = i >= header.size();
            if (isBeyond && (!found.get(i).isEmpty() || (sheet.separator() == ',' && !isEmpty))) {
                return Detail.of("file.cells", found.size(), header.size());
            } else if (!isBeyond && header.get(i).isEmpty() && !found.get(i).isEmpty()) {
                return Detail.of("file.no-name", i + 1);
            }
        }
        return null;
    }

    /** All cells in the first column, as nobody knows where they belong; the others stay open. */
    private Map<String, Cell> whole(List<Cell> found) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        String text = found.stream().map(Cell::text).collect(Collectors.joining(" | "));
        for (String column : header) {
            if (!column.isEmpty()) {
                cells.put(column, Cell.text(cells.isEmpty() ? text : Cell.UNKNOWN));
            }
        }
        return cells;
    }

    /**
     * A quotation mark that is closed some lines later may have rows between: a line of a cell with as many separators
     * as the header has.
     */
    private Optional<Detail> swallowed(List<Cell> found) {
        int separators = header.size() - 1;
        return found.stream()
                .map(Cell::text)
                .filter(text -> text.indexOf('\n') >= 0)
                .flatMap(text -> text.lines().skip(1))
                .filter(line -> separators > 0
                        && line.chars()
                                        .filter(each -> each == sheet.separator())
                                        .count()
                                >= separators)
                .findFirst()
                .map(line -> Detail.of("file.swallowed", line));
    }

    private static Optional<Detail> total(List<Cell> found) {
        return found.stream()
                .map(Cell::text)
                .filter(text -> !text.isEmpty() && !NUMBERED.matcher(text).matches())
                .findFirst()
                .filter(text -> TOTAL.matcher(text).matches())
                .map(text -> Detail.of("file.total", text));
    }

    @Override
    public void close() throws IOException {
        sheet.close();
    }
}
