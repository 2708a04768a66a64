package vn.hanoi.datahub.streams.processor;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
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
import vn.hanoi.datahub.schemas.trace.Origin;
import vn.hanoi.datahub.state.CellState;
import vn.hanoi.datahub.state.ChangesState;
import vn.hanoi.datahub.state.EvaluationState;
import vn.hanoi.datahub.streams.processor.WaitingCells.SeriesId;
import vn.hanoi.datahub.values.DefinitionStage;
import vn.hanoi.datahub.values.DefinitionStep;
import vn.hanoi.datahub.values.IndicatorValue;
import vn.hanoi.datahub.values.IndicatorValueKey;

/**
 * Adds changes to cells, rolls them up over time, and evaluates what they touched, once per commit: its output grows with the cells that changed, not with the
 * events.
 *
 * <p>Under load a task evaluates for some seconds, then stores for a second: changes are stored at every commit, and cells whose evaluation has to wait are noted in
 * {@link #WAITING}, in the same transaction.
 *
 * <p>All periods and parts of one (indicator, area) lie in one partition, so a fold sees its whole series in {@link #CELLS}. When a month begins, what is carried
 * forward gets its values for it. A definition that is new speaks when {@link Readiness} says so.
 */
public final class TallyProcessor implements Processor<String, ChangesState, Object, SpecificRecord> {

    public static final String CELLS = "tally-cells";
    public static final String CLOCK = "tally-clock";
    public static final String WAITING = "tally-waiting";
    public static final String DEFINITIONS = "tally-definitions";
    public static final String POSITIONS = "tally-positions";
    public static final String COMMIT = "tally-commit";

    private static final int PUBLISHED_SCALE = 6;
    private static final String CARRIED_TO = "carried-to";
    private static final String REPORTERS = "reporters";
    private static final String WAITS_SINCE = "waits-since";
    private static final Duration CLOCK_STEP = Duration.ofSeconds(1);

    /** The tasks of a thread commit together: some of them may take as long one after the other, and all of it has to end before the transaction's 60 seconds. */
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(5);

    private static final int CELLS_AT_ONCE = 200;
    private static final int SWEPT_AT_ONCE = 5_000;
    private static final int PUBLISHED_DIGITS = 38;
    private static final Duration REST = Duration.ofSeconds(1);

    /** All of a period together, so that it is read once; parts before the total, because an area's index is read off its stations'. */
    private static final Comparator<Cell> PERIODS_TOGETHER = Comparator.comparing(Cell::period)
            .thenComparing(cell -> cell.slice().isTotal());

    private final Catalogue catalogue;
    private final Counted counted;
    private final Partitions partitions;
    private final Stopwatch stopwatch;
    private final WaitingSince waitingSince;
    private final Map<String, Fold> folds = new HashMap<>();

    /** What arrived since the last commit. */
    private final Map<SeriesId, Map<Cell, Tally>> changes = new LinkedHashMap<>();

    /** What is behind the changes of a series, until its values are published. */
    private final Map<SeriesId, Origin> origins = new HashMap<>();

    private @Nullable ProcessorContext<Object, SpecificRecord> context;
    private @Nullable Readiness readiness;
    private @Nullable KeyValueStore<Bytes, CellState> cells;
    private @Nullable KeyValueStore<String, String> clock;
    private @Nullable WaitingCells waiting;
    private @Nullable Positions positions;
    private long restUntil;

    public TallyProcessor(
            Catalogue catalogue,
            Counted counted,
            Partitions partitions,
            Stopwatch stopwatch,
            WaitingSince waitingSince) {
        this.stopwatch = stopwatch;
        this.waitingSince = waitingSince;
        this.catalogue = catalogue;
        this.counted = counted;
        this.partitions = partitions;
        counted.all().forEach(definition -> folds.put(Counted.name(definition), definition.folding()));
    }

    @Override
    public void init(ProcessorContext<Object, SpecificRecord> processorContext) {
        context = processorContext;
        cells = processorContext.getStateStore(CELLS);
        clock = processorContext.getStateStore(CLOCK);
        waiting = new WaitingCells(processorContext.getStateStore(WAITING));
        positions = new Positions(processorContext.getStateStore(POSITIONS));
        changes.clear();
        origins.clear();
        restUntil = stopwatch.millis();
        tellOfWaiting();
        readiness = new Readiness(processorContext.getStateStore(DEFINITIONS), counted, partitions.log());
        lookAtReporters();
        processorContext.<CommitHook>getStateStore(COMMIT).onCommit(processorContext, this::commit);
        processorContext.schedule(CLOCK_STEP, PunctuationType.WALL_CLOCK_TIME, time -> {
            evaluateWhatWaits();
            sweep();
            carry();
        });
    }

    /** Who may report is part of no cell, but of what values say of their coverage. */
    private void lookAtReporters() {
        KeyValueStore<String, String> store = Objects.requireNonNull(clock);
        String before = store.get(REPORTERS);
        String now = Integer.toString(catalogue.reporters());
        if (!now.equals(before)) {
            store.put(REPORTERS, now);
            if (before != null) {
                readiness().evaluateAgain();
            }
        }
    }

    @Override
    public void process(Record<String, ChangesState> record) {
        if (!Objects.requireNonNull(positions).isNew(context().recordMetadata().orElseThrow())) {
            return;
        }
        ChangesState arrived = record.value();
        IndicatorDefinition definition = counted.find(arrived.getIndicator(), arrived.getVersion());
        if (definition == null || readiness().isOver(definition)) {
            return; // taken out of the catalogue, or replaced, while its last changes were on the way
        }
        Integer partition = arrived.getCounted();
        if (partition != null) {
            readiness().counted(definition, partition);
            return;
        }
        Fold fold = fold(definition);
        SeriesId id = new SeriesId(Counted.name(definition), AreaId.parse(arrived.getArea()));
        Origin origin = Origin.find(record.headers());
        if (origin != null) {
            origins.merge(id, origin, Origin::merge);
        }
        Map<Cell, Tally> series = changes.computeIfAbsent(id, name -> new LinkedHashMap<>());
        arrived.getChanges()
                .forEach(change -> fold.spread(
                        StateCodec.coordinates(change),
                        StateCodec.tally(change.getTally()),
                        (cell, tally) -> series.merge(cell, tally, Tally::plus)));
    }

    private void commit() {
        changes.forEach((id, tallies) -> {
            IndicatorDefinition definition = definition(id);
            SeriesStore series = series(definition, id);
            Set<Cell> touched = series.change(fold(definition), tallies);
            series.write();
            if (!readiness().isSilent(definition)) {
                waiting().add(id, touched);
            }
            if (!waiting().has(id)) {
                origins.remove(id);
            }
        });
        changes.clear();
        Objects.requireNonNull(positions).write();
        evaluateWhatWaits();
    }

    /** As far as there is time for it; the rest is noted, and told. */
    private void evaluateWhatWaits() {
        evaluateAfterRest();
        waiting().note();
        tellOfWaiting();
    }

    /** Kept in the store, too: a task that is taken over goes on waiting since the same moment. */
    private void tellOfWaiting() {
        KeyValueStore<String, String> store = Objects.requireNonNull(clock);
        String since = store.get(WAITS_SINCE);
        if (waiting().next() == null) {
            if (since != null) {
                store.delete(WAITS_SINCE);
            }
            waitingSince.waitsNoMore(context().taskId());
        } else {
            if (since == null) {
                since = Instant.ofEpochMilli(context().currentSystemTimeMs()).toString();
                store.put(WAITS_SINCE, since);
            }
            waitingSince.waits(context().taskId(), Instant.parse(since));
        }
    }

    @Override
    public void close() {
        if (context != null) {
            waitingSince.waitsNoMore(context.taskId());
        }
    }

    private DefinitionStep step(IndicatorDefinition definition, long now) {
        return DefinitionStep.newBuilder()
                .setIndicator(definition.id())
                .setVersion(definition.version())
                .setStage(DefinitionStage.EVALUATED)
                .setApplication(context().applicationId())
                .setPartition(context().taskId().partition())
                .setPartitions(partitions.shuffle())
                .setRecordedAt(Instant.ofEpochMilli(now))
                .build();
    }

    /** Forgets cells of versions that are not counted any more, some at a time. */
    private void sweep() {
        for (String name : readiness().ended()) {
            byte[] prefix = CellKey.definition(name);
            List<Bytes> some = new ArrayList<>();
            try (KeyValueIterator<Bytes, CellState> stored =
                    cells().range(CellKey.beginning(prefix), CellKey.end(prefix))) {
                while (stored.hasNext() && some.size() < SWEPT_AT_ONCE) {
                    some.add(stored.next().key);
                }
            }
            some.forEach(cells()::delete);
            if (some.size() == SWEPT_AT_ONCE) {
                return;
            }
            readiness().swept(name);
        }
    }

    /** Evaluates, unless it has just done so for as long as it may. */
    private void evaluateAfterRest() {
        long began = stopwatch.millis();
        if (began < restUntil) {
            return;
        }
        long deadline = began + LONGEST_ROUND.toMillis();
        readiness().complete().stream()
                .findFirst()
                .ifPresent(this::evaluateMore); // so that no backfill keeps it from going on
        SeriesId next = waiting().next();
        while (next != null && stopwatch.millis() < deadline) {
            evaluate(next, deadline);
            next = waiting().next();
        }
        for (IndicatorDefinition definition : readiness().complete()) {
            boolean more = true;
            while (more && stopwatch.millis() < deadline) {
                more = evaluateMore(definition);
            }
        }
        long ended = stopwatch.millis();
        // Where there is more to do, what has come meanwhile is stored first, so that a cell is evaluated once for many
        // changes.
        if (ended >= deadline) {
            restUntil = ended + REST.toMillis();
        }
    }

    /** Evaluates what cells of a series touch, some at a time, until all are done or the time is over. */
    private void evaluate(SeriesId id, long deadline) {
        IndicatorDefinition definition = counted.find(id.definition());
        if (definition == null || readiness().isOver(definition)) {
            waiting().remove(id);
            origins.remove(id);
            return;
        }
        SeriesStore series = series(definition, id);
        List<Cell> some = waiting().some(id, CELLS_AT_ONCE);
        while (!some.isEmpty() && stopwatch.millis() < deadline) {
            evaluate(definition, series, id, some);
            waiting().remove(id, some);
            some = waiting().some(id, CELLS_AT_ONCE);
        }
        if (some.isEmpty()) {
            origins.remove(id);
        }
    }

    /** Evaluates more cells of a definition that has just counted all its events; false when there were none left: from then on it is in force. */
    private boolean evaluateMore(IndicatorDefinition definition) {
        byte[] prefix = CellKey.definition(Counted.name(definition));
        Bytes after = readiness().cursor(definition);
        CellKey.Run run;
        try (KeyValueIterator<Bytes, CellState> stored =
                cells().range(CellKey.next(prefix, after), CellKey.end(prefix))) {
            run = CellKey.run(prefix, stored, CELLS_AT_ONCE);
        }
        if (run == null) {
            readiness().evaluated(definition);
            long now = context().currentSystemTimeMs();
            DefinitionStep step = step(definition, now);
            context().forward(new Record<>(Succession.key(step), step, now));
            return false;
        }
        SeriesId id = new SeriesId(Counted.name(definition), AreaId.parse(run.area()));
        SeriesStore series = series(definition, id);
        Set<Cell> touched = new LinkedHashSet<>();
        run.cells().forEach(cell -> fold(definition).touched(cell, series, touched));
        publish(definition, id, series, touched, null);
        readiness().evaluatedUpTo(definition, run.last());
        return true;
    }

    private void evaluate(IndicatorDefinition definition, SeriesStore series, SeriesId id, List<Cell> some) {
        Fold fold = fold(definition);
        Set<Cell> affected = new LinkedHashSet<>();
        some.forEach(cell -> fold.affected(cell, series, affected));
        publish(definition, id, series, affected, origins.get(id));
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
            counted.all().stream()
                    .filter(definition -> fold(definition).carries() && speaks(definition))
                    .forEach(definition -> areas(definition)
                            .forEach(area -> carry(definition, new SeriesId(Counted.name(definition), area), carried)));
        }
    }

    private boolean speaks(IndicatorDefinition definition) {
        return !readiness().isSilent(definition) && !readiness().isOver(definition);
    }

    private void carry(IndicatorDefinition definition, SeriesId id, LocalDateTime carried) {
        Fold fold = fold(definition);
        SeriesStore series = series(definition, id);
        Set<Cell> affected = new LinkedHashSet<>();
        series.cells().forEach(cell -> fold.affected(cell, series, affected));
        affected.removeIf(cell -> !cell.period().end().isAfter(carried));
        publish(definition, id, series, affected, null);
    }

    private Set<AreaId> areas(IndicatorDefinition definition) {
        byte[] prefix = CellKey.definition(Counted.name(definition));
        Set<AreaId> areas = new LinkedHashSet<>();
        try (KeyValueIterator<Bytes, CellState> stored =
                cells().range(CellKey.beginning(prefix), CellKey.end(prefix))) {
            stored.forEachRemaining(entry -> areas.add(AreaId.parse(CellKey.area(prefix, entry.key))));
        }
        return areas;
    }

    private void publish(
            IndicatorDefinition definition,
            SeriesId id,
            SeriesStore series,
            Collection<Cell> affected,
            @Nullable Origin origin) {
        affected.stream().sorted(PERIODS_TOGETHER).forEach(cell -> publish(definition, id, series, cell, origin));
        series.write();
    }

    private void publish(
            IndicatorDefinition definition, SeriesId id, SeriesStore series, Cell cell, @Nullable Origin origin) {
        long now = context().currentSystemTimeMs();
        Evaluation evaluation = fold(definition).evaluate(cell, series);
        if (!series.publish(cell, evaluation, now)) {
            return;
        }
        CellState state = series.get(cell);
        EvaluationState published = Objects.requireNonNull(state.getPublished());
        IndicatorValueKey key = new IndicatorValueKey(
                definition.id(),
                id.area().code(),
                id.area().since(),
                cell.period().text(),
                cell.slice().dimension(),
                cell.slice().member(),
                definition.version());
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
        context().forward(new Record<>(key, value, now, Origin.headers(origin)));
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
        return new SeriesStore(cells(), id.definition(), new SeriesFacts(catalogue, definition, id.area(), now));
    }

    private IndicatorDefinition definition(SeriesId id) {
        return Objects.requireNonNull(counted.find(id.definition()));
    }

    private Fold fold(IndicatorDefinition definition) {
        return Objects.requireNonNull(folds.get(Counted.name(definition)));
    }

    private ProcessorContext<Object, SpecificRecord> context() {
        return Objects.requireNonNull(context);
    }

    private Readiness readiness() {
        return Objects.requireNonNull(readiness);
    }

    private WaitingCells waiting() {
        return Objects.requireNonNull(waiting);
    }

    private KeyValueStore<Bytes, CellState> cells() {
        return Objects.requireNonNull(cells);
    }
}
