package vn.hanoi.datahub.ingest.file;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * How the columns of a file write numbers and dates, decided from all of a column's cells before the first row is read.
 * One cell that can be read in one way only decides for those that could be read in two; cells that contradict each
 * other leave the column {@code MIXED}.
 */
public final class Conventions {

    private final Map<String, Decimals> decimals = new HashMap<>();
    private final Map<String, DateOrder> dates = new HashMap<>();
    private final Set<String> assumed = new TreeSet<>();
    private final Set<String> dateCells = new HashSet<>();
    private final Decimals otherwise;
    private final DateOrder orderOtherwise;

    private Conventions(Decimals otherwise, DateOrder orderOtherwise) {
        this.otherwise = otherwise;
        this.orderOtherwise = orderOtherwise;
    }

    /** Of texts that a program has written: a point before the decimals. */
    public static Conventions ofPrograms() {
        return new Conventions(Decimals.POINT, DateOrder.DAY_FIRST);
    }

    /**
     * Reads a table to its end.
     *
     * @param numbers the columns that hold numbers
     * @param times the columns that hold dates or times
     * @param read what of a row counts
     */
    static Counted of(Table table, Collection<String> numbers, Collection<String> times, UnaryOperator<Row> read)
            throws IOException {
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
            for (String column : numbers) {
                conventions.seeNumber(column, row.cell(column));
            }
            for (String column : times) {
                if (conventions.seeTime(column, row.cell(column))) {
                    ambiguous.add(column);
                }
            }
        }
        if (ofAll(conventions.dates).isEmpty()) {
            conventions.assumed.addAll(ambiguous);
        }
        return new Counted(conventions, rows);
    }

    /** What the first reading of a file showed. */
    record Counted(Conventions conventions, long rows) {}

    private void seeNumber(String column, Cell cell) {
        if (cell.kind() == Cell.Kind.TEXT) {
            Decimals.shownBy(cell.text())
                    .ifPresent(shown ->
                            decimals.merge(column, shown, (one, other) -> one == other ? one : Decimals.MIXED));
        }
    }

    private boolean seeTime(String column, Cell cell) {
        if (cell.kind() != Cell.Kind.TEXT) {
            if (cell.kind() == Cell.Kind.DATE) {
                dateCells.add(column);
            }
            return false;
        }
        Set<DateOrder> orders = Times.orders(cell.text());
        if (orders.size() == 1) {
            dates.merge(column, orders.iterator().next(), (one, other) -> one == other ? one : DateOrder.MIXED);
        }
        return orders.size() > 1;
    }

    /** As the column shows it, or else the file's other columns, or else its separator. */
    Decimals decimals(String column) {
        return Optional.ofNullable(decimals.get(column))
                .or(() -> ofAll(decimals))
                .orElse(otherwise);
    }

    DateOrder dates(String column) {
        return Optional.ofNullable(dates.get(column)).or(() -> ofAll(dates)).orElse(orderOtherwise);
    }

    /** What the columns that show it agree on; empty where none does, or they differ. */
    private static <T> Optional<T> ofAll(Map<String, T> shown) {
        Set<T> all = Set.copyOf(shown.values());
        return all.size() == 1 ? Optional.of(all.iterator().next()) : Optional.empty();
    }

    /**
     * Whether a column has cells with dates and texts with dates: a spreadsheet that puts the month first has made
     * dates of what it took for some, and left the rest.
     */
    boolean isHalfRead(String column) {
        return dateCells.contains(column) && dates.containsKey(column);
    }

    /** The columns of dates that could all be read in two ways, and are read as days first. */
    Set<String> assumed() {
        return assumed;
    }
}
