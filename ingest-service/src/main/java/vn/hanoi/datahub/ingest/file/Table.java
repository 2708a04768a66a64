package vn.hanoi.datahub.ingest.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.edge.table.SpreadsheetCell;

/** A file's header and its rows, read one at a time and never the whole file at once. */
public final class Table implements Closeable {

    /**
     * The columns that the list of refused rows adds; they may stay in the list when it is corrected and sent again.
     */
    public static final List<String> ADDED = List.of("line", "column", "field", "reason", "detail");

    private static final int MOST_COLUMNS = 1_000;
    private static final Pattern NUMBERED = Pattern.compile("\\d{1,6}\\.?");

    private static final Pattern SPLIT_NUMBER = Pattern.compile("[+-]?\\d{1,9},\\d{1,4}");

    private final Sheet sheet;
    private final List<String> header;

    /** The names of those columns that have one, as they are written, in their order. */
    private final Set<String> names;

    private final boolean isReturned;

    /** The number of cells in the header, with those at its end that have no name. */
    private final int width;

    private Table(Sheet sheet, Collection<String> expected) {
        this.sheet = sheet;
        List<Cell> first = sheet.next();
        while (first != null && first.stream().allMatch(Cell::isEmpty)) {
            first = sheet.next();
        }
        if (first == null) {
            throw new UnreadableFileException(1, sheet.emptiness());
        }
        List<String> written = new ArrayList<>();
        first.forEach(cell -> written.add(cell.text()));
        this.width = written.size();
        while (written.size() > MOST_COLUMNS && written.get(written.size() - 1).isEmpty()) {
            written.remove(written.size() - 1); // formatted to the right of the last column
        }
        int own = written.size() - ADDED.size();
        this.isReturned = own > 0 && written.subList(own, written.size()).equals(ADDED);
        List<String> columns = isReturned
                ? written.subList(0, own).stream().map(SpreadsheetCell::plain).toList()
                : written;
        check(columns);
        this.header = Header.expected(columns, expected);
        this.names = new LinkedHashSet<>(columns);
        this.names.remove("");
    }

    /**
     * The size limits of a file.
     *
     * @param unpackedBytes maximum unpacked size of an XLSX file, which is a zip archive
     */
    public record Limits(long unpackedBytes) {}

    /**
     * Opens a file, according to its content and not its name.
     *
     * @param expected the names that its columns have, perhaps in another letter case or width
     * @throws UnreadableFileException when it is neither CSV nor XLSX, or has no valid header
     */
    public static Table open(Path file, Limits limits, Collection<String> expected) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(CsvSheet.HEAD);
        }
        OtherFormats.in(head).ifPresent(what -> {
            throw new UnreadableFileException(1, what);
        });
        return of(XlsxSheet.isOne(head) ? XlsxSheet.open(file, limits) : CsvSheet.open(file, head), expected);
    }

    static Table of(Sheet sheet, Collection<String> expected) throws IOException {
        try {
            return new Table(sheet, expected);
        } catch (RuntimeException e) {
            sheet.close();
            throw e;
        }
    }

    /** Checks the header. Columns may have no name, but a row with text in such a column cannot be read. */
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

    /** Returns the names of the columns, as they are expected; empty for a column without a name. */
    public List<String> header() {
        return header;
    }

    /** Returns how its numbers are written if its cells do not show it. */
    Decimals decimals() {
        return isReturned ? Decimals.UNKNOWN : sheet.decimals();
    }

    /**
     * Returns whether it is a list of refused rows. What could be read in two ways there was refused for that reason,
     * and one row says nothing about another.
     */
    boolean isReturned() {
        return isReturned;
    }

    public char separator() {
        return sheet.separator();
    }

    /** Returns what the sender should know about how the file is read. */
    List<Detail> notes() throws IOException {
        return sheet.notes();
    }

    /**
     * Returns the next row that is not empty, or null at the end.
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
        Detail problem =
                sheet.problem() == null ? headerAgain(found).orElseGet(() -> misplaced(found)) : sheet.problem();
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
                sheet.line(), cells, total(found, cells.size() < names.size()).orElse(null));
    }

    /**
     * Returns a problem if a row is the header once more, as in exports that were put together in one file.
     *
     * @throws UnreadableFileException if its columns are in another order: the rows below belong to that header
     */
    private Optional<Detail> headerAgain(List<Cell> found) {
        Set<String> texts = new LinkedHashSet<>();
        for (Cell cell : found) {
            boolean isName = cell.isEmpty() || (names.contains(cell.text()) && texts.add(cell.text()));
            if (!isName) {
                return Optional.empty();
            }
        }
        if (texts.size() < 2) {
            return Optional.empty();
        } else if (!List.copyOf(texts).equals(List.copyOf(names))) {
            throw new UnreadableFileException(sheet.line(), Detail.of("file.other-header"));
        }
        return Optional.of(Detail.of("row.header"));
    }

    /** Removes the columns and the apostrophes that the list of refused rows has added. */
    private List<Cell> returned(List<Cell> found) {
        return found.subList(0, Math.min(found.size(), header.size())).stream()
                .map(cell -> cell.kind() == Cell.Kind.TEXT ? Cell.text(SpreadsheetCell.plain(cell.text())) : cell)
                .toList();
    }

    /**
     * Returns a problem if there is text that belongs to no column, otherwise null. In a comma-separated file, one
     * extra empty cell is enough, because a decimal comma splits one number into two cells; where cells at the end are
     * omitted, two whole numbers may be such a number.
     */
    private @Nullable Detail misplaced(List<Cell> found) {
        boolean isEmpty = found.stream().allMatch(Cell::isEmpty);
        if (sheet.separator() == ',' && found.size() < width && found.size() > 1) {
            String last = found.get(found.size() - 2).text() + ","
                    + found.get(found.size() - 1).text();
            if (SPLIT_NUMBER.matcher(last).matches()) {
                return Detail.of("file.split-number", found.size(), width, last);
            }
        }
        for (int i = 0; i < found.size(); i++) {
            boolean isBeyond = i >= width;
            if (isBeyond && (!found.get(i).isEmpty() || (sheet.separator() == ',' && !isEmpty))) {
                return Detail.of("file.cells", found.size(), width);
            } else if (!isBeyond
                    && (i >= header.size() || header.get(i).isEmpty())
                    && !found.get(i).isEmpty()) {
                return Detail.of("file.no-name", i + 1);
            }
        }
        return null;
    }

    /**
     * Returns the text of all cells in the first column, because it is unknown where they belong; the other columns are
     * left to be filled in.
     */
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

    private static Optional<Detail> total(List<Cell> found, boolean hasGaps) {
        return found.stream()
                .map(Cell::text)
                .filter(text -> !text.isEmpty() && !NUMBERED.matcher(text).matches())
                .findFirst()
                .flatMap(text -> Totals.in(text, hasGaps));
    }

    @Override
    public void close() throws IOException {
        sheet.close();
    }
}
