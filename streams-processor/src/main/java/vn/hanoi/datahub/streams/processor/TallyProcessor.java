package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
import vn.hanoi.datahub.domain.fold.Fold;
import vn.hanoi.datahub.domain.fold.TallySum;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.StateCodec;
import vn.hanoi.datahub.schemas.trace.Origin;
import vn.hanoi.datahub.state.ChangesState;
import vn.hanoi.datahub.streams.processor.WaitingCells.SeriesId;
import vn.hanoi.datahub.values.DefinitionStage;
import vn.hanoi.datahub.values.DefinitionStep;

/**
 * Adds changes to cells, rolls them up over time, and evaluates what they touched, once per commit: its output grows with the rows that changed, not with the
 * events.
 *
 * <p>A row is changed, evaluated, written and published in one go. When a commit's evaluations take longer than they may, the rest is stored without an evaluation
 * and noted in {@link #WAITING}, in the same transaction; the next commits begin with it.
 *
 * <p>All periods and parts of one (indicator, area) lie in one partition, so a fold sees its whole series in {@link #CELLS}. When a month begins, what is carried
 * forward gets its values for it. A definition that is new speaks when {@link Readiness} says so.
 */
public final class TallyProcessor implements Processor<String, ChangesState, Object, Evaluated> {

    public static final String CELLS = "tally-cells";
    public static final String CLOCK = "tally-clock";
    public static final String WAITING = "tally-waiting";
    public static final String DEFINITIONS = "tally-definitions";
    public static final String POSITIONS = "tally-positions";
    public static final String COMMIT = "tally-commit";

    private static final String REPORTERS = "reporters";
    private static final String WAITS_SINCE = "waits-since";
    private static final Duration CLOCK_STEP = Duration.ofSeconds(1);

    /** The tasks of a thread commit together: some of them may take as long one after the other, and all of it has to end before the transaction's 60 seconds. */
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(5);

    /** A month turn is in no hurry, and live events are. */
    private static final Duration LONGEST_CARRY = Duration.ofMillis(200);

    private static final int CELLS_AT_ONCE = 200;
    private static final int SWEPT_AT_ONCE = 5_000;

    private final Catalogue catalogue;
    private final Counted counted;
    private final Partitions partitions;
    private final Stopwatch stopwatch;
    private final WaitingSince waitingSince;

    /** What arrived since the last commit. */
    private final Map<SeriesId, Map<Cell, TallySum>> changes = new LinkedHashMap<>();

    /** How many cells they are. */
    private int held;

    /** What is behind the changes of a series, until its values are published. */
    private final Map<SeriesId, Origin> origins = new HashMap<>();

    private @Nullable ProcessorContext<Object, Evaluated> context;
    private @Nullable Evaluator evaluator;
    private @Nullable MonthCarry carry;
    private @Nullable Readiness readiness;
    private @Nullable KeyValueStore<Bytes, byte[]> cells;
    private @Nullable KeyValueStore<String, String> clock;
    private @Nullable WaitingCells waiting;
    private @Nullable Positions positions;
    private @Nullable CommitPace pace;

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
    }

    @Override
    public void init(ProcessorContext<Object, Evaluated> processorContext) {
        context = processorContext;
        cells = processorContext.getStateStore(CELLS);
        clock = processorContext.getStateStore(CLOCK);
        waiting = new WaitingCells(processorContext.getStateStore(WAITING));
        positions = new Positions(processorContext.getStateStore(POSITIONS));
        evaluator = new Evaluator(catalogue, counted, processorContext, cells);
        carry = new MonthCarry(clock, cells, counted, evaluator, stopwatch);
        changes.clear();
        held = 0;
        origins.clear();
        tellOfWaiting();
        readiness = new Readiness(processorContext.getStateStore(DEFINITIONS), counted, partitions.log());
        lookAtReporters();
        pace = new CommitPace(processorContext);
        processorContext.<CommitHook>getStateStore(COMMIT).onCommit(processorContext, this::commit);
        processorContext.schedule(CLOCK_STEP, PunctuationType.WALL_CLOCK_TIME, time -> {
            evaluateWhatWaits(stopwatch.millis() + LONGEST_ROUND.toMillis());
            sweep();
            Objects.requireNonNull(carry)
                    .carry(
                            context().currentSystemTimeMs(),
                            this::speaks,
                            stopwatch.millis() + LONGEST_CARRY.toMillis());
        });
    }

    private boolean speaks(IndicatorDefinition definition) {
        return !readiness().isSilent(definition) && !readiness().isOver(definition);
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
        take(record);
        Objects.requireNonNull(pace).processed(record.timestamp(), held);
    }

    private void take(Record<String, ChangesState> record) {
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
        Fold fold = evaluator().fold(definition);
        SeriesId id = new SeriesId(Counted.name(definition), AreaId.parse(arrived.getArea()));
        Origin origin = Origin.find(record.headers());
        if (origin != null) {
            origins.merge(id, origin, Origin::merge);
        }
        Map<Cell, TallySum> series = changes.computeIfAbsent(id, name -> new LinkedHashMap<>());
        arrived.getChanges()
                .forEach(change -> fold.spread(
                        StateCodec.coordinates(change),
                        StateCodec.tally(change.getTally()),
                        (cell, tally) ->
                                series.computeIfAbsent(cell, this::hold).add(tally)));
    }

    private TallySum hold(Cell cell) {
        held++;
        return new TallySum();
    }

    /** What has waited since earlier commits comes first, so that nothing waits for ever. */
    private void commit() {
        Objects.requireNonNull(pace).committed();
        long deadline = stopwatch.millis() + LONGEST_ROUND.toMillis();
        Set<SeriesId> series = new LinkedHashSet<>(waiting().series());
        series.addAll(changes.keySet());
        series.forEach(id -> take(id, deadline));
        changes.clear();
        held = 0;
        Objects.requireNonNull(positions).write();
        evaluateWhatWaits(deadline);
    }

    /** Applies what arrived for a series, and evaluates it in the same go where there is time. */
    private void take(SeriesId id, long deadline) {
        Map<Cell, TallySum> arrived = changes.get(id);
        IndicatorDefinition definition = counted.find(id.definition());
        if (arrived == null || definition == null) {
            if (stopwatch.millis() < deadline) {
                evaluateWaiting(id, deadline);
            }
            return;
        }
        SeriesStore series = evaluator().open(definition, id);
        Set<Cell> touched = series.change(evaluator().fold(definition), arrived);
        if (readiness().isSilent(definition)) {
            origins.remove(id);
        } else {
            waiting().add(id, touched);
            if (stopwatch.millis() < deadline) {
                evaluateSome(definition, series, id, deadline);
            }
        }
        evaluator().publish(definition, series, id, origins.get(id));
        if (!waiting().has(id)) {
            origins.remove(id);
        }
    }

    /** As far as there is time for it; the rest is noted, and told. */
    private void evaluateWhatWaits(long deadline) {
        List<IndicatorDefinition> complete = readiness().complete();
        complete.stream().findFirst().ifPresent(this::evaluateMore); // so that no backfill keeps it from going on
        SeriesId next = waiting().next();
        while (next != null && stopwatch.millis() < deadline) {
            evaluateWaiting(next, deadline);
            next = waiting().next();
        }
        for (IndicatorDefinition definition : readiness().complete()) {
            boolean more = true;
            while (more && stopwatch.millis() < deadline) {
                more = evaluateMore(definition);
            }
        }
        waiting().note();
        tellOfWaiting();
    }

    private void evaluateWaiting(SeriesId id, long deadline) {
        IndicatorDefinition definition = counted.find(id.definition());
        if (definition == null || readiness().isOver(definition)) {
            waiting().remove(id);
            origins.remove(id);
            return;
        }
        SeriesStore series = evaluator().open(definition, id);
        evaluateSome(definition, series, id, deadline);
        evaluator().publish(definition, series, id, origins.get(id));
        if (!waiting().has(id)) {
            origins.remove(id);
        }
    }

    /** Evaluates what waiting cells of a series touch, some at a time, until all are done or the time is over. */
    private void evaluateSome(IndicatorDefinition definition, SeriesStore series, SeriesId id, long deadline) {
        Fold fold = evaluator().fold(definition);
        do {
            List<Cell> some = waiting().some(id, CELLS_AT_ONCE);
            Set<Cell> affected = new LinkedHashSet<>();
            some.forEach(cell -> fold.affected(cell, series, affected));
            evaluator().evaluate(definition, series, affected);
            waiting().remove(id, some);
        } while (waiting().has(id) && stopwatch.millis() < deadline);
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
            try (KeyValueIterator<Bytes, byte[]> stored =
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

    /** Evaluates more cells of a definition that has just counted all its events; false when there were none left: from then on it is in force. */
    private boolean evaluateMore(IndicatorDefinition definition) {
        byte[] prefix = CellKey.definition(Counted.name(definition));
        Bytes after = readiness().cursor(definition);
        CellKey.Run run;
        try (KeyValueIterator<Bytes, byte[]> stored = cells().range(CellKey.next(prefix, after), CellKey.end(prefix))) {
            run = CellKey.run(prefix, stored, CELLS_AT_ONCE);
        }
        if (run == null) {
            readiness().evaluated(definition);
            long now = context().currentSystemTimeMs();
            DefinitionStep step = step(definition, now);
            context().forward(new Record<>(Succession.key(step), new Evaluated(null, null, step), now));
            return false;
        }
        SeriesId id = new SeriesId(Counted.name(definition), AreaId.parse(run.area()));
        SeriesStore series = evaluator().open(definition, id);
        Set<Cell> touched = new LinkedHashSet<>();
        run.cells().forEach(cell -> evaluator().fold(definition).touched(cell, series, touched));
        evaluator().evaluate(definition, series, touched);
        evaluator().publish(definition, series, id, null);
        readiness().evaluatedUpTo(definition, run.last());
        return true;
    }

    private ProcessorContext<Object, Evaluated> context() {
        return Objects.requireNonNull(context);
    }

    private Evaluator evaluator() {
        return Objects.requireNonNull(evaluator);
    }

    private Readiness readiness() {
        return Objects.requireNonNull(readiness);
    }

    private WaitingCells waiting() {
        return Objects.requireNonNull(waiting);
    }

    private KeyValueStore<Bytes, byte[]> cells() {
        return Objects.requireNonNull(cells);
    }
}
