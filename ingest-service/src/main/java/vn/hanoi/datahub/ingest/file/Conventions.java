package vn.hanoi.datahub.ingest.file;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * How the columns of a file write numbers and dates, determined from all cells of a column before the first row is
 * published. A single cell that can be read in only one way decides for cells that could be read in two. Cells that
 * contradict each other make the column {@code MIXED}.
 */
public final class Conventions {

    private static final Pattern COORDINATE = Pattern.compile(
            "lat|lon|lng|latitude|longitude|(vĩ|kinh) độ.*|(toạ|tọa) độ.*|vi_?do|kinh_?do|toa_?do.*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final Map<String, Decimals> decimals = new HashMap<>();
    private final Map<String, Decimals> wholes = new HashMap<>();
    private final Map<String, DateOrder> dates = new HashMap<>();
    private final Set<String> assumed = new TreeSet<>();
    private final Set<String> dateCells = new HashSet<>();
    private final Set<String> dateTexts = new HashSet<>();
    private final Decimals otherwise;
    private final DateOrder orderOtherwise;

    private Conventions(Decimals otherwise, DateOrder orderOtherwise) {
        this.otherwise = otherwise;
        this.orderOtherwise = orderOtherwise;
    }

    /** Returns the conventions of text written by programs: numbers have a decimal point. */
    public static Conventions ofPrograms() {
        return new Conventions(Decimals.POINT, DateOrder.DAY_FIRST);
    }

    /**
     * Reads a table to its end, and returns its conventions.
     *
     * @param asked the columns that hold numbers and dates
     * @param read returns the part of a row that counts
     */
    static Counted of(Table table, Asked asked, UnaryOperator<Row> read) throws IOException {
        Conventions conventions =
                new Conventions(table.decimals(), table.isReturned() ? DateOrder.UNKNOWN : DateOrder.DAY_FIRST);
        Set<String> ambiguous = new HashSet<>();
        long rows = 0;
        for (Row next = table.next(); next != null; next = table.next()) {
            rows++;
            if (next.problem() != null || table.isReturned()) {
                continue;
            }
            Row row = read.apply(next);
            for (String column : asked.numbers()) {
                conventions.seeNumber(column, row.cell(column));
            }
            asked.wholes().forEach(column -> conventions.seeWhole(column, row.cell(column)));
            asked.times().forEach((column, isDeclared) -> {
                if (conventions.seeTime(column, row.cell(column), isDeclared)) {
                    ambiguous.add(column);
                }
            });
        }
        if (ofAll(conventions.dates).isEmpty()) {
            conventions.assumed.addAll(ambiguous);
        }
        return new Counted(conventions, rows);
    }

    /**
     * The columns whose cells show how a file writes.
     *
     * @param numbers columns of numbers
     * @param wholes those of them that hold whole numbers only
     * @param times columns of dates or times; true where the mapping specifies the order of day and month
     */
    record Asked(Set<String> numbers, Set<String> wholes, Map<String, Boolean> times) {

        /** Returns the columns of a table that may hold anything. */
        static Asked ofAll(List<String> header) {
            Map<String, Boolean> times = new HashMap<>();
            header.forEach(column -> times.put(column, false));
            return new Asked(Set.copyOf(header), Set.of(), times);
        }
    }

    /** The result of reading a file for the first time. */
    record Counted(Conventions conventions, long rows) {}

    private void seeNumber(String column, Cell cell) {
        if (cell.kind() == Cell.Kind.TEXT) {
            Decimals.shownBy(cell.text())
                    .ifPresent(shown ->
                            decimals.merge(column, shown, (one, other) -> one == other ? one : Decimals.MIXED));
        }
    }

    /** Sees a cell of whole numbers only: {@code 1.234} has thousands there, and decides for {@code 150.000}. */
    private void seeWhole(String column, Cell cell) {
        if (cell.kind() == Cell.Kind.TEXT) {
            Decimals.shownByWhole(cell.text())
                    .ifPresent(
                            shown -> wholes.merge(column, shown, (one, other) -> one == other ? one : Decimals.MIXED));
        }
    }

    /** Returns whether a cell could be two days, and nothing specifies which. */
    private boolean seeTime(String column, Cell cell, boolean isDeclared) {
        if (cell.kind() != Cell.Kind.TEXT) {
            if (cell.kind() == Cell.Kind.DATE) {
                dateCells.add(column);
            }
            return false;
        }
        Set<DateOrder> orders = Times.orders(cell.text());
        if (orders.size() == 1) {
            dateTexts.add(column);
        }
        if (orders.size() == 1 && !isDeclared) {
            dates.merge(column, orders.iterator().next(), (one, other) -> one == other ? one : DateOrder.MIXED);
        }
        return orders.size() > 1 && !isDeclared;
    }

    /** Returns the format that the column shows, or else the file's other columns, or else its separator. */
    Decimals decimals(String column) {
        return Optional.ofNullable(decimals.get(column))
                .or(() -> ofAll(withoutCoordinates(decimals)))
                .orElse(otherwise);
    }

    /** Coordinates are copied from maps, which write a point in every language; they say nothing of other columns. */
    private static <T> Map<String, T> withoutCoordinates(Map<String, T> shown) {
        Map<String, T> others = new HashMap<>(shown);
        others.keySet().removeIf(column -> COORDINATE.matcher(column).matches());
        return others;
    }

    /** Returns the format that a column of whole numbers shows, or else that of the file's other columns. */
    Decimals wholes(String column) {
        return Optional.ofNullable(wholes.get(column)).orElseGet(() -> decimals(column));
    }

    /** Returns whether the text was written by a program, whose numbers have a decimal point and no thousands. */
    boolean isOfPrograms() {
        return otherwise == Decimals.POINT;
    }

    DateOrder dates(String column) {
        return Optional.ofNullable(dates.get(column)).or(() -> ofAll(dates)).orElse(orderOtherwise);
    }

    /** Returns the format on which all columns that show one agree; empty if none does, or if they differ. */
    private static <T> Optional<T> ofAll(Map<String, T> shown) {
        Set<T> all = Set.copyOf(shown.values());
        return all.size() == 1 ? Optional.of(all.iterator().next()) : Optional.empty();
    }

    /**
     * Returns whether a column has both date cells and dates as text. A spreadsheet that expects the month first
     * converts what it recognises as a date, and leaves the rest as text. No mapping can tell which it expected: the
     * order of day and month is only about text.
     */
    boolean isHalfRead(String column) {
        return dateCells.contains(column) && dateTexts.contains(column);
    }

    /** Returns the columns whose dates can all be read in two ways and are read with the day first. */
    Set<String> assumed() {
        return assumed;
    }
}
