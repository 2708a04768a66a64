package vn.hanoi.datahub.ingest.file;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.detail.Detail;

/**
 * Cells of a sheet that span several rows. A spreadsheet stores their text in the first row only, so the rows below
 * would lose it: a station, or the day on which a dossier was closed.
 */
final class MergedCells {

    private static final int MOST = 1_000;
    private static final int MOST_COLUMNS = 1_000;
    private static final int LETTERS = 26;
    private static final Pattern RANGE =
            Pattern.compile("\\$?([A-Z]{1,3})\\$?(\\d{1,7}):\\$?([A-Z]{1,3})\\$?(\\d{1,7})");

    private final List<Range> ranges = new ArrayList<>();

    private record Range(long firstRow, long lastRow, int firstColumn, int lastColumn, String[] text) {}

    /**
     * Adds a range such as {@code J2:J4}; one within a row is ignored.
     *
     * @throws UnreadableFileException when there are too many
     */
    void add(@Nullable String reference) {
        Matcher range = RANGE.matcher(String.valueOf(reference));
        if (range.matches() && !range.group(2).equals(range.group(4))) {
            if (ranges.size() >= MOST) {
                throw new UnreadableFileException(1, Detail.of("file.merges", MOST));
            }
            ranges.add(new Range(
                    Long.parseLong(range.group(2)),
                    Long.parseLong(range.group(4)),
                    column(range.group(1)),
                    Math.min(column(range.group(3)), MOST_COLUMNS),
                    new String[] {""}));
        }
    }

    /** Returns the index of a column, from 0: {@code A}, {@code AA}. */
    private static int column(String letters) {
        int column = 0;
        for (char letter : letters.toCharArray()) {
            column = column * LETTERS + letter - 'A' + 1;
        }
        return column - 1;
    }

    /** Gives the cells of a row that are parts of larger ones the text and the kind of the whole. */
    void mark(long row, List<Cell> cells) {
        for (Range range : ranges) {
            if (row < range.firstRow() || row > range.lastRow()) {
                continue;
            }
            if (row == range.firstRow() && range.firstColumn() < cells.size()) {
                range.text()[0] = cells.get(range.firstColumn()).text();
            }
            for (int column = range.firstColumn();
                    column <= range.lastColumn() && !range.text()[0].isEmpty();
                    column++) {
                while (cells.size() <= column) {
                    cells.add(Cell.EMPTY);
                }
                cells.set(column, new Cell(range.text()[0], Cell.Kind.MERGED, null));
            }
        }
    }
}
