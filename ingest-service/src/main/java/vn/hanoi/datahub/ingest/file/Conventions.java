package vn.hanoi.datahub.ingest.file;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the columns of a file write numbers and dates, decided from all of a column's cells before the first row is read. One cell that can be read in one way only decides for
 * those that could be read in two; cells that contradict each other leave the column {@code MIXED}.
 */
public final class Conventions {

    private final Map<String, Decimals> decimals = new HashMap<>();
    private final Map<String, DateOrder> dates = new HashMap<>();
    private final Set<String> assumed = new TreeSet<>();
    private final Decimals otherwise;

    private Conventions(Decimals otherwise) {
        this.otherwise = otherwise;
    }

    /** Of texts that a program has written: a point before the decimals. */
    public static Conventions ofPrograms() {
        return new Conventions(Decimals.POINT);
    }

    /**
     * Reads a table to its end.
     *
     * @param numbers the columns that hold numbers
     * @param times the columns that hold dates or times
     */
    static Counted of(Table table, Collection<String> numbers, Collection<String> times) throws IOException {
        Conventions conventions = new Conventions(table.decimals());
        Set<String> ambiguous = new HashSet<>();
        long rows = 0;
        for (Row row = table.next(); row != null; row = table.next()) {
            rows++;
            for (String column : numbers) {
                conventions.seeNumber(column, row.cell(column));
            }
            for (String column : times) {
                if (conventions.seeTime(column, row.cell(column))) {
                    ambiguous.add(column);
                }
            }
        }
        ambiguous.stream()
                .filter(column -> !conventions.dates.containsKey(column))
                .forEach(conventions.assumed::add);
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
            return false;
        }
        Times.shownBy(cell.text())
                .ifPresent(shown -> dates.merge(column, shown, (one, other) -> one == other ? one : DateOrder.MIXED));
        return Times.isAmbiguous(cell.text());
    }

    Decimals decimals(String column) {
        return decimals.getOrDefault(column, otherwise);
    }

    DateOrder dates(String column) {
        return dates.getOrDefault(column, DateOrder.DAY_FIRST);
    }

    /** The columns of dates that could all be read in two ways, and are read as days first. */
    Set<String> assumed() {
        return assumed;
    }
}
