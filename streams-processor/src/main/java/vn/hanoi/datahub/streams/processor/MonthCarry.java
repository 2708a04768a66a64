package vn.hanoi.datahub.streams.processor;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Fold;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * Publishes values of a new month, when the city's month changes, for everything that stays valid until it is reported
 * otherwise.
 *
 * <p>A round takes as long as it may and stores its progress in the same transaction. So a change of month over ten
 * years of values takes many short rounds, and one that is interrupted resumes where its last round ended.
 */
final class MonthCarry {

    /** The month up to which everything has been carried forward. */
    private static final String CARRIED_TO = "carried-to";

    /** The month that values are being carried to, the definition, and the key of its last cell that was checked. */
    private static final String CURSOR = "carry-cursor";

    /**
     * The progress of a change of month.
     *
     * @param definition name of the definition that is being carried; empty before the first
     * @param cell key of its last cell that was checked; empty at its beginning
     */
    private record Cursor(String month, String definition, Bytes cell) {
        static Cursor parse(String text) {
            String[] parts = text.split(" ", -1);
            return new Cursor(parts[0], parts[1], Bytes.wrap(HexFormat.of().parseHex(parts[2])));
        }

        String text() {
            return month + " " + definition + " " + HexFormat.of().formatHex(cell.get());
        }
    }

    private final KeyValueStore<String, String> clock;
    private final ActiveDefinitions active;
    private final Evaluator evaluator;
    private final MonotonicClock monotonic;

    MonthCarry(
            KeyValueStore<String, String> clock,
            ActiveDefinitions active,
            Evaluator evaluator,
            MonotonicClock monotonic) {
        this.clock = clock;
        this.active = active;
        this.evaluator = evaluator;
        this.monotonic = monotonic;
    }

    /**
     * Carries the next values forward, if a month has begun.
     *
     * @param now milliseconds since 1970
     * @param speaks whether values of a definition are published
     * @param deadline as a reading of the monotonic clock
     */
    void carry(long now, Predicate<IndicatorDefinition> speaks, long deadline) {
        String month =
                Period.containing(Instant.ofEpochMilli(now), Granularity.MONTH).text();
        String before = clock.get(CARRIED_TO);
        if (month.equals(before)) {
            return;
        }
        if (before == null) {
            clock.put(CARRIED_TO, month);
            return;
        }
        LocalDateTime carried = Period.parse(before).end();
        String stored = clock.get(CURSOR);
        Cursor cursor = stored == null ? null : Cursor.parse(stored);
        if (cursor == null || !cursor.month().equals(month)) {
            cursor = new Cursor(month, "", Bytes.wrap(new byte[0]));
        }
        List<IndicatorDefinition> carrying = active.all().stream()
                .filter(definition -> evaluator.fold(definition).carries() && speaks.test(definition))
                .sorted(Comparator.comparing(ActiveDefinitions::name))
                .toList();
        for (IndicatorDefinition definition : carrying) {
            String name = ActiveDefinitions.name(definition);
            if (name.compareTo(cursor.definition()) < 0) {
                continue;
            }
            Bytes from = name.equals(cursor.definition()) ? cursor.cell() : Bytes.wrap(new byte[0]);
            do {
                Bytes next = carrySome(definition, from, carried);
                if (next == null) {
                    break;
                }
                from = next;
                cursor = new Cursor(month, name, next);
                if (monotonic.millis() >= deadline) {
                    clock.put(CURSOR, cursor.text());
                    return;
                }
            } while (true);
        }
        clock.delete(CURSOR);
        clock.put(CARRIED_TO, month);
    }

    /** Carries the next cells of a definition; returns the key of the last one, or null when there are none left. */
    private @Nullable Bytes carrySome(IndicatorDefinition definition, Bytes after, LocalDateTime carried) {
        Fold fold = evaluator.fold(definition);
        return evaluator.evaluateNext(definition, after, (cells, series) -> {
            Set<Cell> affected = new LinkedHashSet<>();
            cells.forEach(cell -> fold.affected(cell, series, affected));
            affected.removeIf(cell -> !cell.period().end().isAfter(carried));
            return affected;
        });
    }
}
