package vn.hanoi.datahub.streams.processor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.codec.StateWriter;

/**
 * The key of a cell in the store. Its bytes sort by series, granularity, start and slice, so that all parts of a
 * period, and all periods of a series, are adjacent.
 *
 * <pre>
 *   indicator@version 00 area 00 | granularity (1) | start, hours since year 0 (4) | slice
 *
 *   slice of a row               nothing
 *   slice of a fold's own cell   dimension 00 member; of a timeless cell, dimension 00 its leaf key:
 *                                everything known of a person is one row
 * </pre>
 */
final class CellKey {

    private static final LocalDateTime YEAR_0 = LocalDateTime.of(0, 1, 1, 0, 0);
    private static final long DAYS_TO_1970 = YEAR_0.toLocalDate().toEpochDay();
    private static final byte[] AFTER_EVERY_SLICE = {(byte) 0xff};
    private static final int PERIOD_BYTES = 5;
    private static final int LEAF_FORMAT = 1;
    private static final int HOURS_OF_TWO_YEARS = 2 * 366 * 24;

    private CellKey() {}

    static byte[] series(String definition, String area) {
        return (definition + '\0' + area + '\0').getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the prefix of all keys of one version of a definition. */
    static byte[] definition(String definition) {
        return (definition + '\0').getBytes(StandardCharsets.UTF_8);
    }

    static Bytes beginning(byte[] prefix) {
        return Bytes.wrap(prefix);
    }

    /**
     * Returns a key that sorts after every key with the prefix: what follows the prefix is at most a granularity, or a
     * digit of an area.
     */
    static Bytes end(byte[] prefix) {
        return Bytes.wrap(ByteBuffer.allocate(prefix.length + 1)
                .put(prefix)
                .put(AFTER_EVERY_SLICE)
                .array());
    }

    /** Returns the area in a key of a definition. */
    static String area(byte[] definition, Bytes key) {
        String rest =
                new String(key.get(), definition.length, key.get().length - definition.length, StandardCharsets.UTF_8);
        return rest.substring(0, rest.indexOf('\0'));
    }

    /** Returns the key of a fold's own cell; for a timeless cell, the key of the row it belongs to. */
    static Bytes of(byte[] series, Cell leaf) {
        String member = isTimeless(leaf) ? leaf.slice().leafKey() : leaf.slice().member();
        return bytes(
                series, leaf.period(), (leaf.slice().dimension() + '\0' + member).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the key of the row with all other parts of a period; it sorts before the fold's own cells. */
    static Bytes row(byte[] series, Period period) {
        return bytes(series, period, new byte[0]);
    }

    static Bytes last(byte[] series, Period period) {
        return bytes(series, period, AFTER_EVERY_SLICE);
    }

    private static Bytes bytes(byte[] series, Period period, byte[] slice) {
        LocalDateTime start = period.start();
        int hours = (int) (start.toLocalDate().toEpochDay() - DAYS_TO_1970) * 24 + start.getHour();
        return Bytes.wrap(ByteBuffer.allocate(series.length + PERIOD_BYTES + slice.length)
                .put(series)
                .put((byte) period.granularity().ordinal())
                .putInt(hours)
                .put(slice)
                .array());
    }

    /**
     * Selects cells in which something is counted: where nothing is counted, nothing was published either, unless it
     * has been taken back since.
     */
    static final Predicate<Tally> COUNTED = tally -> !tally.isZero();

    /** Returns where a range over a definition's cells continues after a key; its beginning where the key is empty. */
    static Bytes next(byte[] definition, Bytes after) {
        byte[] key = after.get();
        return key.length == 0 ? beginning(definition) : Bytes.wrap(Arrays.copyOf(key, key.length + 1));
    }

    /**
     * Consecutive cells of one series.
     *
     * @param last the key up to which the range was read
     */
    record Run(String area, List<Cell> cells, Bytes last) {}

    /**
     * Returns the first cells of a range over a definition: those of one area, about as many as requested, the last
     * period with all its parts; null where the range is empty.
     *
     * @param wanted selects cells by what is counted in them
     */
    static @Nullable Run run(
            byte[] definition, Iterator<KeyValue<Bytes, byte[]>> range, int about, Predicate<Tally> wanted) {
        List<Cell> cells = new ArrayList<>();
        String area = null;
        Bytes last = null;
        int read = 0;
        while (range.hasNext()) {
            KeyValue<Bytes, byte[]> entry = range.next();
            String itsArea = area(definition, entry.key);
            byte[] series = Arrays.copyOf(entry.key.get(), definition.length + itsArea.length() + 1);
            boolean timeless = isTimeless(series, entry.key);
            boolean goesOn = area == null
                    || last == null
                    || (itsArea.equals(area) && (read < about || (!timeless && inOnePeriod(series, last, entry.key))));
            if (!goesOn) {
                break;
            }
            area = itsArea;
            last = entry.key;
            read++;
            if (!timeless) {
                int before = cells.size();
                visit(series, entry.key, entry.value, (cell, tally) -> {
                    if (wanted.test(tally)) {
                        cells.add(cell);
                    }
                });
                read += Math.max(0, cells.size() - before - 1);
            }
        }
        return area == null || last == null ? null : new Run(area, cells, last);
    }

    private static boolean inOnePeriod(byte[] series, Bytes one, Bytes other) {
        int end = series.length + PERIOD_BYTES;
        return Arrays.equals(one.get(), 0, end, other.get(), 0, end);
    }

    /** Whether the cell is one of a fold's own that belongs to no period: such cells are stored in the year 1. */
    static boolean isTimeless(byte[] series, Bytes key) {
        return ByteBuffer.wrap(key.get()).getInt(series.length + 1) < HOURS_OF_TWO_YEARS;
    }

    static boolean isTimeless(Cell leaf) {
        return leaf.period().start().getYear() < 2;
    }

    /** Visits the tallies under a key: each part of a row, or the single cell. */
    static void visit(byte[] series, Bytes key, byte[] value, BiConsumer<Cell, Tally> visitor) {
        Period period = period(series, key);
        int slice = series.length + PERIOD_BYTES;
        if (key.get().length == slice) {
            Row.of(value).forEach((part, counted) -> visitor.accept(new Cell(period, part), counted.tally()));
        } else {
            String text = new String(key.get(), slice, key.get().length - slice, StandardCharsets.UTF_8);
            int separator = text.indexOf('\0');
            String member = text.substring(separator + 1);
            if (isTimeless(series, key)) {
                Row.of(value)
                        .forEach((part, counted) ->
                                visitor.accept(new Cell(period, part.withLeafKey(member)), counted.tally()));
            } else {
                visitor.accept(new Cell(period, new Slice(text.substring(0, separator), member)), leaf(value));
            }
        }
    }

    static Period period(byte[] series, Bytes key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.get());
        bytes.position(series.length);
        return new Period(Granularity.values()[bytes.get()], YEAR_0.plusHours(bytes.getInt()));
    }

    /** Returns what is counted in a fold's own cell; zero where there are no bytes. */
    static Tally leaf(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Tally.ZERO;
        }
        StateReader reader = new StateReader(bytes);
        int format = reader.octet();
        if (format != LEAF_FORMAT) {
            throw new IllegalStateException("a cell of format " + format + " was written by a newer processor");
        }
        return reader.tally();
    }

    static byte[] leaf(Tally tally) {
        return new StateWriter().octet(LEAF_FORMAT).tally(tally).toBytes();
    }
}
