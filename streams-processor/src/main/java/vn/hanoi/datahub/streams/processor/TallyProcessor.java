package vn.hanoi.datahub.streams.processor;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Evaluation;
import vn.hanoi.datahub.domain.fold.Fold;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.StateCodec;
import vn.hanoi.datahub.state.CellState;
import vn.hanoi.datahub.state.ChangesState;
import vn.hanoi.datahub.state.EvaluationState;
import vn.hanoi.datahub.values.IndicatorValue;
import vn.hanoi.datahub.values.IndicatorValueKey;

/**
 * Adds changes to cells, rolls them up over time, and evaluates what they touched, once per commit: its output grows with the cells that changed, not with the
 * events.
 *
 * <p>Under load evaluation takes no more than half of the time: changes are stored at every commit, and cells whose evaluation has to wait are noted in
 * {@link #WAITING}, in the same transaction.
 *
 * <p>All periods and parts of one (indicator, area) lie in one partition, so a fold sees its whole series in {@link #CELLS}. When a month begins, what is carried
 * forward gets its values for it.
 */
public final class TallyProcessor implements Processor<String, ChangesState, IndicatorValueKey, IndicatorValue> {

    public static final String CELLS = "tally-cells";
    public static final String CLOCK = "tally-clock";
    public static final String WAITING = "tally-waiting";
    public static final String COMMIT = "tally-commit";

    private static final int PUBLISHED_SCALE = 6;
    private static final String CARRIED_TO = "carried-to";
    private static final Duration CLOCK_STEP = Duration.ofSeconds(1);
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(5);
    private static final int CELLS_AT_ONCE = 200;
    private static final int PUBLISHED_DIGITS = 38;
    private static final Duration LONGEST_REST = Duration.ofSeconds(5);

    /** All of a period together, so that it is read once; parts before the total, because an area's index is read off its stations'. */
    private static final Comparator<Cell> PERIODS_TOGETHER = Comparator.comparing(Cell::period)
            .thenComparing(cell -> cell.slice().isTotal());

    private record SeriesId(String indicator, AreaId area) {}

    private final Catalogue catalogue;
    private final Map<String, Fold> folds = new HashMap<>();

    /** What arrived since the last commit. */
    private final Map<SeriesId, Map<Cell, Tally>> changes = new LinkedHashMap<>();

    /** Stored, and to be evaluated. */
    private final Map<SeriesId, Set<Cell>> changed = new LinkedHashMap<>();

    private @Nullable ProcessorContext<IndicatorValueKey, IndicatorValue> context;
    private @Nullable KeyValueStore<Bytes, CellState> cells;
    private @Nullable KeyValueStore<String, String> clock;
    private @Nullable KeyValueStore<Bytes, byte[]> waiting;
    private boolean noted;
    private long restUntil;

    public TallyProcessor(Catalogue catalogue) {
        this.catalogue = catalogue;
        catalogue.definitions().forEach(definition -> folds.put(definition.id(), definition.folding()));
    }

    @Override
    public void init(ProcessorContext<IndicatorValueKey, IndicatorValue> processorContext) {
        context = processorContext;
        cells = processorContext.getStateStore(CELLS);
        clock = processorContext.getStateStore(CLOCK);
        waiting = processorContext.getStateStore(WAITING);
        changes.clear();
        changed.clear();
        noted = false;
        restUntil = 0;
        recall();
        processorContext.<CommitHook>getStateStore(COMMIT).onCommit(processorContext, this::commit);
        processorContext.schedule(CLOCK_STEP, PunctuationType.WALL_CLOCK_TIME, time -> {
            evaluateAfterRest();
            carry();
        });
    }

    /** What a former life of the task had stored and not yet evaluated. */
    private void recall() {
        try (KeyValueIterator<Bytes, byte[]> cells = waiting().all()) {
            cells.forEachRemaining(entry -> {
                noted = true;
                byte[] prefix = entry.value;
                String[] series = new String(prefix, StandardCharsets.UTF_8).split("\0", -1);
                changed.computeIfAbsent(new SeriesId(series[0], AreaId.parse(series[1])), id -> new LinkedHashSet<>())
                        .add(CellKey.cell(prefix, entry.key));
            });
        }
    }

    @Override
    public void process(Record<String, ChangesState> record) {
        ChangesState arrived = record.value();
        Fold fold = folds.get(arrived.getIndicator());
        if (fold == null) {
            return; // the definition was taken out of the catalogue while its last changes were on the way
        }
        Map<Cell, Tally> series = changes.computeIfAbsent(
                new SeriesId(arrived.getIndicator(), AreaId.parse(arrived.getArea())), id -> new LinkedHashMap<>());
        arrived.getChanges()
                .forEach(change -> fold.spread(
                        StateCodec.coordinates(change),
                        StateCodec.tally(change.getTally()),
                        (cell, tally) -> series.merge(cell, tally, Tally::plus)));
    }

    private void commit() {
        Map<SeriesId, Set<Cell>> now = new LinkedHashMap<>();
        changes.forEach((id, tallies) -> {
            IndicatorDefinition definition = definition(id);
            SeriesStore series = series(definition, id);
            now.put(id, series.change(fold(definition), tallies));
            series.write();
        });
        changes.clear();
        now.forEach((id, cells) ->
                changed.computeIfAbsent(id, any -> new LinkedHashSet<>()).addAll(cells));
        if (!evaluateAfterRest()) {
            note(now); // those before were noted when they came
        }
    }

    /** Evaluates unless it has just done so for long; false when it did not. */
    private boolean evaluateAfterRest() {
        long began = context().currentSystemTimeMs();
        boolean rests = began < restUntil && restUntil - began <= LONGEST_REST.toMillis();
        if (changed.isEmpty() || rests) {
            return false;
        }
        long deadline = began + LONGEST_ROUND.toMillis();
        Iterator<Map.Entry<SeriesId, Set<Cell>>> rounds = changed.entrySet().iterator();
        while (rounds.hasNext() && context().currentSystemTimeMs() < deadline) {
            Map.Entry<SeriesId, Set<Cell>> next = rounds.next();
            if (evaluate(next.getKey(), next.getValue(), deadline)) {
                rounds.remove();
            }
        }
        if (noted) {
            forget();
        }
        note(changed); // what the time was too short for
        long ended = context().currentSystemTimeMs();
        restUntil = ended + Math.min(ended - began, LONGEST_REST.toMillis());
        return true;
    }

    /** Evaluates what cells of a series touch, some at a time; false when the time was over before all were done. */
    private boolean evaluate(SeriesId id, Set<Cell> cells, long deadline) {
        if (catalogue.findDefinition(id.indicator()).isEmpty()) {
            return true;
        }
        IndicatorDefinition definition = definition(id);
        Fold fold = fold(definition);
        SeriesStore series = series(definition, id);
        while (!cells.isEmpty() && context().currentSystemTimeMs() < deadline) {
            Set<Cell> affected = new LinkedHashSet<>();
            List<Cell> some = cells.stream().limit(CELLS_AT_ONCE).toList();
            some.forEach(cell -> fold.affected(cell, series, affected));
            publish(definition, id, fold, series, affected);
            some.forEach(cells::remove);
        }
        return cells.isEmpty();
    }

    /** Writes down, in the transaction that stored their changes, which cells still have to be evaluated. */
    private void note(Map<SeriesId, Set<Cell>> late) {
        late.forEach((id, cells) -> {
            byte[] prefix = CellKey.series(id.indicator(), id.area().toString());
            cells.forEach(cell -> waiting().put(CellKey.of(prefix, cell), prefix));
        });
        noted |= !late.isEmpty();
    }

    private void forget() {
        try (KeyValueIterator<Bytes, byte[]> cells = waiting().all()) {
            cells.forEachRemaining(entry -> waiting().delete(entry.key));
        }
        noted = false;
    }

    /** When the city's month changes: values of the new month, for everything that holds until something else is said. */
    private void carry() {
        Period month = Period.containing(Instant.ofEpochMilli(context().currentSystemTimeMs()), Granularity.MONTH);
        KeyValueStore<String, String> store = Objects.requireNonNull(clock);
        String before = store.get(CARRIED_TO);
        if (month.text().equals(before)) {
            return;
        }
        store.put(CARRIED_TO, month.text());
        if (before != null) {
            LocalDateTime carried = Period.parse(before).end();
            catalogue.definitions().stream()
                    .filter(definition -> fold(definition).carries())
                    .forEach(definition -> areas(definition)
                            .forEach(area -> carry(definition, new SeriesId(definition.id(), area), carried)));
        }
    }

    private void carry(IndicatorDefinition definition, SeriesId id, LocalDateTime carried) {
        Fold fold = fold(definition);
        SeriesStore series = series(definition, id);
        Set<Cell> affected = new LinkedHashSet<>();
        series.cells().forEach(cell -> fold.affected(cell, series, affected));
        affected.removeIf(cell -> !cell.period().end().isAfter(carried));
        publish(definition, id, fold, series, affected);
    }

    private Set<AreaId> areas(IndicatorDefinition definition) {
        byte[] prefix = CellKey.indicator(definition.id());
        Set<AreaId> areas = new LinkedHashSet<>();
        try (KeyValueIterator<Bytes, CellState> stored =
                cells().range(CellKey.beginning(prefix), CellKey.end(prefix))) {
            stored.forEachRemaining(entry -> areas.add(AreaId.parse(CellKey.area(prefix, entry.key))));
        }
        return areas;
    }

    private void publish(
            IndicatorDefinition definition, SeriesId id, Fold fold, SeriesStore series, Collection<Cell> affected) {
        affected.stream().sorted(PERIODS_TOGETHER).forEach(cell -> publish(definition, id, fold, series, cell));
        series.write();
    }

    private void publish(IndicatorDefinition definition, SeriesId id, Fold fold, SeriesStore series, Cell cell) {
        long now = context().currentSystemTimeMs();
        Evaluation evaluation = fold.evaluate(cell, series);
        if (!series.publish(cell, evaluation, now)) {
            return;
        }
        CellState state = series.get(cell);
        EvaluationState published = Objects.requireNonNull(state.getPublished());
        IndicatorValueKey key = new IndicatorValueKey(
                id.indicator(),
                id.area().code(),
                id.area().since(),
                cell.period().text(),
                cell.slice().dimension(),
                cell.slice().member());
        IndicatorValue value = new IndicatorValue(
                published.getValue(),
                decimal(evaluation.numerator()),
                decimal(evaluation.denominator()),
                published.getEvents(),
                published.getCoverage(),
                definition.version(),
                state.getRevision(),
                Instant.ofEpochMilli(state.getFirstRecordedAt()),
                Instant.ofEpochMilli(now));
        context().forward(new Record<>(key, value, now));
    }

    /** As published; null where no published number could hold it (a ratio of absurd reports). */
    private static @Nullable BigDecimal decimal(@Nullable BigDecimal number) {
        if (number == null) {
            return null;
        }
        BigDecimal published = number.setScale(PUBLISHED_SCALE, RoundingMode.HALF_EVEN);
        return published.precision() > PUBLISHED_DIGITS ? null : published;
    }

    private SeriesStore series(IndicatorDefinition definition, SeriesId id) {
        LocalDateTime now = CityTime.at(Instant.ofEpochMilli(context().currentSystemTimeMs()));
        return new SeriesStore(cells(), definition.id(), new SeriesFacts(catalogue, definition, id.area(), now));
    }

    private IndicatorDefinition definition(SeriesId id) {
        return catalogue.findDefinition(id.indicator()).orElseThrow();
    }

    private Fold fold(IndicatorDefinition definition) {
        return Objects.requireNonNull(folds.get(definition.id()));
    }

    private ProcessorContext<IndicatorValueKey, IndicatorValue> context() {
        return Objects.requireNonNull(context);
    }

    private KeyValueStore<Bytes, byte[]> waiting() {
        return Objects.requireNonNull(waiting);
    }

    private KeyValueStore<Bytes, CellState> cells() {
        return Objects.requireNonNull(cells);
    }
}
