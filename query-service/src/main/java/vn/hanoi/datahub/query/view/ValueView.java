package vn.hanoi.datahub.query.view;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * The current values in memory: those of a window of time, and the newest of each series, however old. Written by the feed's one thread, read by all.
 */
public final class ValueView {

    private static final String AFTER_EVERY_TEXT = "\uffff";
    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private final RecentWindow window;
    private final InstantSource clock;
    private final NavigableMap<ValueKey, Value> values = new ConcurrentSkipListMap<>();

    public ValueView(RecentWindow window, InstantSource clock) {
        this.window = window;
        this.clock = clock;
    }

    public void put(Value value) {
        ValueKey key = value.key();
        Instant now = clock.instant();
        if (isSpare(key, now)) {
            values.remove(key);
            return;
        }
        values.put(key, value);
        ValueKey former = values.lowerKey(key);
        if (former != null && isSpare(former, now)) {
            values.remove(former);
        }
    }

    /** Lets go of what has grown older than the window. */
    public void trim() {
        Instant now = clock.instant();
        values.keySet().removeIf(key -> isSpare(key, now));
    }

    /** Older than the window, and not the newest of its series that says something about today. */
    private boolean isSpare(ValueKey key, Instant now) {
        if (window.includes(key, now)) {
            return false;
        }
        for (Map.Entry<ValueKey, Value> later = values.higherEntry(key);
                later != null && later.getKey().isOfSeriesOf(key);
                later = values.higherEntry(later.getKey())) {
            if (later.getValue().events() > 0
                    && !later.getKey().period().startInstant().isAfter(now)) {
                return true;
            }
        }
        return false;
    }

    public int size() {
        return values.size();
    }

    /** All values of one kind: a definition's total, or one of its dimensions, in one granularity; areas in order, time in order. */
    public Stream<Value> all(IndicatorDefinition indicator, String dimension, Granularity granularity) {
        return range(
                key(indicator, dimension, "", FIRST_DAY, "", granularity, FIRST_DAY),
                key(indicator, dimension, AFTER_EVERY_TEXT, LAST_DAY, AFTER_EVERY_TEXT, granularity, LAST_DAY));
    }

    /** The same for all units that ever bore one code. */
    public Stream<Value> ofArea(IndicatorDefinition indicator, String dimension, Granularity granularity, String area) {
        return range(
                key(indicator, dimension, area, FIRST_DAY, "", granularity, FIRST_DAY),
                key(indicator, dimension, area, LAST_DAY, AFTER_EVERY_TEXT, granularity, LAST_DAY));
    }

    /**
     * The newest total of an area in which something counts.
     *
     * @param now periods that begin later do not speak for today, whatever was reported for them
     */
    public Optional<Value> latest(IndicatorDefinition indicator, Granularity granularity, AreaId area, Instant now) {
        ValueKey from = key(indicator, "", area.code(), area.since(), "", granularity, FIRST_DAY);
        ValueKey to = key(indicator, "", area.code(), area.since(), "", granularity, LAST_DAY);
        return values.subMap(from, true, to, true).descendingMap().values().stream()
                .filter(value -> value.events() > 0
                        && !value.key().period().startInstant().isAfter(now))
                .findFirst();
    }

    private Stream<Value> range(ValueKey from, ValueKey to) {
        return values.subMap(from, true, to, true).values().stream();
    }

    private static ValueKey key(
            IndicatorDefinition indicator,
            String dimension,
            String area,
            LocalDate since,
            String member,
            Granularity granularity,
            LocalDate start) {
        LocalDateTime time = Period.containing(start, granularity).start();
        return new ValueKey(
                indicator.id(),
                indicator.version(),
                dimension,
                new AreaId(area, since),
                member,
                new Period(granularity, time));
    }
}
