package vn.hanoi.datahub.query.history;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.edge.limit.Bulkhead;
import vn.hanoi.datahub.query.view.RecentWindow;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.query.view.ValueView;

/**
 * Reads published values: current ones from memory if recent and from the history if older, and those as of a moment
 * from the history.
 */
public final class PublishedValues implements Readings {

    private final ValueView view;
    private final History history;
    private final ToIntFunction<String> oldestInMemory;
    private final BooleanSupplier isFilled;
    private final Bulkhead bulkhead;
    private final InstantSource clock;

    /**
     * @param oldestInMemory the first version of an indicator's definition whose values are in memory
     * @param isFilled whether the history has read everything that existed when the service started
     * @param bulkhead limits how many callers read the history at once
     */
    public PublishedValues(
            ValueView view,
            History history,
            ToIntFunction<String> oldestInMemory,
            BooleanSupplier isFilled,
            Bulkhead bulkhead,
            InstantSource clock) {
        this.oldestInMemory = oldestInMemory;
        this.bulkhead = bulkhead;
        this.isFilled = isFilled;
        this.view = view;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public Stream<Value> list(ValueFilter wanted, int limit) {
        Instant asOf = wanted.asOf();
        if (asOf != null) {
            return asOf(wanted, asOf, limit);
        }
        if (wanted.definition().version()
                < oldestInMemory.applyAsInt(wanted.definition().id())) {
            return fromHistory(wanted, limit).stream();
        }
        RecentWindow window = view.window();
        LocalDateTime recent = window.from(wanted.granularity(), clock.instant());
        if (!wanted.from().isBefore(recent) || !window.isBounded(wanted.granularity())) {
            return view.all(wanted).limit(limit);
        }
        List<Value> values =
                new ArrayList<>(fromHistory(wanted.between(wanted.from(), earlier(recent, wanted.to())), limit));
        view.all(wanted.between(recent, wanted.to())).limit(limit).forEach(values::add);
        return values.stream().sorted(Comparator.comparing(Value::key)).limit(limit);
    }

    /**
     * Returns values as of a moment. The history is written in batches, so a value from before that moment may still be
     * in memory only. Memory is read first because it has only the newest values: a value replaced there while the
     * history answers would be in neither.
     */
    private Stream<Value> asOf(ValueFilter wanted, Instant asOf, int limit) {
        List<Value> newest = view.all(wanted)
                .filter(value -> !value.recordedAt().isAfter(asOf))
                .toList();
        Map<ValueKey, Value> values = new TreeMap<>();
        fromHistory(wanted, limit).forEach(value -> values.put(value.key(), value));
        newest.forEach(value -> values.merge(
                value.key(), value, (then, now) -> now.recordedAt().isBefore(then.recordedAt()) ? then : now));
        return values.values().stream().limit(limit);
    }

    @Override
    public List<Value> revisions(ValueFilter wanted, int limit) {
        return bulkhead.call(() -> filled().revisions(wanted, limit));
    }

    private List<Value> fromHistory(ValueFilter wanted, int limit) {
        return bulkhead.call(() -> filled().list(wanted, limit));
    }

    private History filled() {
        if (!isFilled.getAsBoolean()) {
            throw new HistoryException(
                    "the history is still being filled from the log; values of the last weeks, and all months, quarters and years are there, ask for older ones in a moment");
        }
        return history;
    }

    private static LocalDateTime earlier(LocalDateTime one, LocalDateTime other) {
        return one.isBefore(other) ? one : other;
    }

    @Override
    public boolean areWhole(IndicatorDefinition definition) {
        return true;
    }

    @Override
    public Optional<Value> latest(IndicatorDefinition definition, Granularity granularity, AreaId area) {
        return view.latest(definition, granularity, area, clock.instant());
    }
}
