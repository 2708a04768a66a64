package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Fold;
import vn.hanoi.datahub.domain.fold.TallySum;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.trace.Origin;
import vn.hanoi.datahub.state.ChangesState;
import vn.hanoi.datahub.streams.processor.DirtyCells.SeriesId;
import vn.hanoi.datahub.values.DefinitionStage;
import vn.hanoi.datahub.values.DefinitionStep;

/**
 * Adds changes to cells, rolls them up over time, and evaluates what they affect, once per commit: its output grows
 * with the number of rows that changed, not with that of events.
 *
 * <p>A row that a live event changed is updated, evaluated, written and published in one go. What a backlog changes is
 * stored, recorded in {@link #WAITING} in the same transaction, and evaluated when the backlog has been worked off, or
 * after {@link CommitPace#longestWait}: many changes, one evaluation.
 *
 * <p>All periods and parts of one (indicator, area) are in one partition, so a fold sees its whole series in
 * {@link #CELLS}. When a month begins, values that are carried forward are published for it. A new definition is
 * published when {@link DefinitionActivation} allows it.
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
    private static final Duration EVALUATION_STEP = Duration.ofMillis(100);

    private static final long NOTHING_WAITS = Long.MIN_VALUE;

    /** A change of month is not urgent, but live events are. */
    private static final Duration LONGEST_CARRY = Duration.ofMillis(200);

    private static final int SWEPT_AT_ONCE = 5_000;

    /** How long a commit may evaluate when the thread has used its share: what has changed most goes first. */
    private static final Duration SHORTEST_EVALUATION = Duration.ofMillis(10);

    private final Catalogue catalogue;
    private final ActiveDefinitions active;
    private final Partitions partitions;
    private final Pacing pacing;
    private final MonotonicClock monotonic;

    /** Changes that arrived since the last commit. */
    private final Map<SeriesId, Map<Cell, TallySum>> changes = new LinkedHashMap<>();

    /** The cells among them that live events changed. */
    private final Map<SeriesId, Set<Cell>> live = new HashMap<>();

    /** How many cells have changes. */
    private int held;

    private long waitedSince = NOTHING_WAITS;

    /** Whether values were published that no reader sees before the next commit. */
    private boolean isUncommitted;

    /** The origin of the changes of a series, kept until its values are published. */
    private final Map<SeriesId, Origin> origins = new HashMap<>();

    private @Nullable ProcessorContext<Object, Evaluated> context;
    private @Nullable Evaluator evaluator;
    private @Nullable MonthCarry carry;
    private @Nullable DefinitionActivation activation;

    /** As stored. */
    private @Nullable Instant since;

    private @Nullable PackedCells cells;
    private @Nullable KeyValueStore<String, String> clock;
    private @Nullable DirtyCells dirty;
    private @Nullable ProcessedOffsets offsets;
    private @Nullable CommitPace pace;

    public TallyProcessor(Catalogue catalogue, ActiveDefinitions active, Partitions partitions, Pacing pacing) {
        this.pacing = pacing;
        this.monotonic = pacing.clock();
        this.catalogue = catalogue;
        this.active = active;
        this.partitions = partitions;
    }

    @Override
    public void init(ProcessorContext<Object, Evaluated> processorContext) {
        context = processorContext;
        cells = new PackedCells(processorContext.getStateStore(CELLS), active);
        clock = processorContext.getStateStore(CLOCK);
        dirty = new DirtyCells(processorContext.getStateStore(WAITING));
        offsets = new ProcessedOffsets(processorContext.getStateStore(POSITIONS));
        evaluator = new Evaluator(catalogue, active, processorContext, cells);
        carry = new MonthCarry(clock, active, evaluator, monotonic);
        changes.clear();
        live.clear();
        held = 0;
        waitedSince = NOTHING_WAITS;
        isUncommitted = false;
        origins.clear();
        String stored = Objects.requireNonNull(clock).get(WAITS_SINCE);
        since = stored == null ? null : Instant.parse(stored);
        tellOfWaiting();
        activation = new DefinitionActivation(processorContext.getStateStore(DEFINITIONS), active, partitions.log());
        lookAtReporters();
        pace = new CommitPace(processorContext, pacing);
        processorContext.<CommitHook>getStateStore(COMMIT).onCommit(processorContext, this::commit);
        processorContext.schedule(EVALUATION_STEP, PunctuationType.WALL_CLOCK_TIME, time -> {
            boolean isEvaluated = evaluateWhatWaits(deadline());
            cells().flush();
            if (isEvaluated) {
                isUncommitted = true;
                pace().evaluated();
            } else if (!isUncommitted && waiting().next() == null) {
                pacing.lag().waitsNoMore(context().taskId());
            }
        });
        processorContext.schedule(CLOCK_STEP, PunctuationType.WALL_CLOCK_TIME, time -> {
            sweep();
            Objects.requireNonNull(carry)
                    .carry(
                            context().currentSystemTimeMs(),
                            this::speaks,
                            monotonic.millis() + LONGEST_CARRY.toMillis());
            cells().flush();
        });
    }

    private long deadline() {
        return monotonic.millis() + pace().longestRound().toMillis();
    }

    private boolean speaks(IndicatorDefinition definition) {
        return !activation().isSilent(definition) && !activation().isOver(definition);
    }

    /**
     * Evaluates everything again if the number of reporters has changed: it is not part of any cell, but affects
     * coverage.
     */
    private void lookAtReporters() {
        KeyValueStore<String, String> store = Objects.requireNonNull(clock);
        String before = store.get(REPORTERS);
        String now = Integer.toString(catalogue.reporters());
        if (!now.equals(before)) {
            store.put(REPORTERS, now);
            if (before != null) {
                activation().evaluateAgain();
            }
        }
    }

    @Override
    public void process(Record<String, ChangesState> record) {
        if (!Objects.requireNonNull(offsets).isNew(context().recordMetadata().orElseThrow())) {
            return;
        }
        pacing.backpressure().arrived(record.timestamp(), context().currentSystemTimeMs());
        Origin origin = Origin.find(record.headers());
        long acceptedAt = origin == null ? record.timestamp() : origin.acceptedAt();
        boolean isLive = record.headers().lastHeader(ContributeProcessor.BACKLOG) == null && pace().isLive(acceptedAt);
        take(record, origin, isLive);
        pace().processed(isLive, acceptedAt, held);
    }

    private void take(Record<String, ChangesState> record, @Nullable Origin origin, boolean isLive) {
        ChangesState arrived = record.value();
        IndicatorDefinition definition = active.find(arrived.getIndicator(), arrived.getVersion());
        if (definition == null || activation().isOver(definition)) {
            return; // removed from the catalogue, or replaced, while its last changes were in transit
        }
        Integer partition = arrived.getCounted();
        if (partition != null) {
            activation().counted(definition, partition);
            return;
        }
        Fold fold = evaluator().fold(definition);
        SeriesId id = new SeriesId(ActiveDefinitions.name(definition), AreaId.parse(arrived.getArea()));
        if (origin != null) {
            origins.merge(id, origin, Origin::merge);
        }
        Set<Cell> now = isLive ? live.computeIfAbsent(id, name -> new LinkedHashSet<>()) : null;
        Map<Cell, TallySum> series = changes.computeIfAbsent(id, name -> new LinkedHashMap<>());
        StateCodec.changes(
                arrived.getChanges(),
                (at, change) -> fold.spread(at, change, (cell, tally) -> {
                    series.computeIfAbsent(cell, this::hold).add(tally);
                    if (now != null) {
                        now.add(cell);
                    }
                }));
    }

    private TallySum hold(Cell cell) {
        held++;
        return new TallySum();
    }

    private void commit() {
        long begun = monotonic.millis();
        long deadline =
                !pace().isBusy() || pacing.workload().evaluationsAtOnce().isLeft(begun)
                        ? deadline()
                        : begun + SHORTEST_EVALUATION.toMillis();
        inOrder().forEach(id -> take(id, Objects.requireNonNull(changes.get(id)), deadline));
        changes.clear();
        live.clear();
        held = 0;
        Objects.requireNonNull(offsets).write();
        evaluateWhatWaits(deadline);
        cells().flush();
        isUncommitted = false;
        pace().committed(begun);
    }

    /**
     * Returns the changed series, those whose rows are packed together one after the other. If time is short, live ones
     * go first, and of these the ones with the most changes.
     */
    private List<SeriesId> inOrder() {
        Map<String, List<SeriesId>> packs = new LinkedHashMap<>();
        Map<String, Integer> urgency = new HashMap<>();
        for (SeriesId id : changes.keySet()) {
            String pack = cells().together(id);
            packs.computeIfAbsent(pack, any -> new ArrayList<>()).add(id);
            urgency.merge(pack, live.getOrDefault(id, Set.of()).size(), Integer::sum);
        }
        return packs.entrySet().stream()
                .sorted(Comparator.comparing(pack -> -urgency.getOrDefault(pack.getKey(), 0)))
                .flatMap(pack -> pack.getValue().stream())
                .toList();
    }

    /**
     * Applies the changes that arrived for a series. Live cells are evaluated in the same go, and all others unless a
     * backlog follows.
     */
    private void take(SeriesId id, Map<Cell, TallySum> arrived, long deadline) {
        IndicatorDefinition definition = Objects.requireNonNull(active.find(id.definition()));
        Fold fold = evaluator().fold(definition);
        SeriesStore series = evaluator().open(definition, id);
        Set<Cell> derived = series.change(fold, arrived);
        if (activation().isSilent(definition)) {
            series.write();
            origins.remove(id);
            return;
        }
        Set<Cell> now = live.getOrDefault(id, Set.of());
        Set<Cell> affectedNow = new LinkedHashSet<>();
        Set<Cell> affected = new LinkedHashSet<>();
        boolean hasTime = monotonic.millis() < deadline;
        boolean isAccount = definition.counting().inputs().isEmpty(); // it must match the counts at every moment
        if (fold.isLocal() && now.isEmpty() && !isAccount && (!hasTime || pace().isBehind())) {
            waiting().addRows(id, series.changedRows());
            publish(definition, series, id);
            return;
        }
        for (Set<Cell> touched : List.of(arrived.keySet(), derived)) {
            for (Cell cell : touched) {
                boolean waits = !isAccount && (pace().isBehind() ? !now.contains(cell) : !hasTime);
                fold.affected(cell, series, waits ? affected : affectedNow);
            }
        }
        if (fold.isLocal()) { // otherwise a cell evaluated now may depend on a dirty one and is evaluated again
            affected.removeAll(affectedNow);
        }
        long begun = monotonic.millis();
        evaluator().evaluate(definition, series, affectedNow);
        waiting().add(id, affected, series::isPart);
        publish(definition, series, id);
        pacing.workload().evaluationsAtOnce().worked(begun, monotonic.millis());
    }

    /**
     * Evaluates dirty cells, as far as time allows, once no backlog follows or they have waited as long as they may. So
     * a row that a backlog changes a hundred times is published once or twice.
     *
     * @return whether something was evaluated
     */
    private boolean evaluateWhatWaits(long deadline) {
        List<IndicatorDefinition> complete = activation().complete();
        complete.stream().findFirst().ifPresent(this::evaluateMore); // so that it makes progress even during a backlog
        TimeShare share = pacing.workload().waitingEvaluations();
        long begun = monotonic.millis();
        boolean isDue = isDue() && (!pace().isBusy() || share.isLeft(begun));
        if (isDue) {
            SeriesId next = waiting().next();
            while (next != null && monotonic.millis() < deadline) {
                evaluateWaiting(next, deadline);
                next = waiting().next();
            }
            share.worked(begun, monotonic.millis());
        }
        for (IndicatorDefinition definition : activation().complete()) {
            boolean more = true;
            while (more && monotonic.millis() < deadline) {
                more = evaluateMore(definition);
            }
        }
        waiting().note();
        tellOfWaiting();
        return isDue || !complete.isEmpty();
    }

    /** Whether dirty cells are due. From then on all of them are due, until none is left: the oldest go first. */
    private boolean isDue() {
        if (waiting().next() == null) {
            waitedSince = NOTHING_WAITS;
            return false;
        }
        long now = monotonic.millis();
        if (waitedSince == NOTHING_WAITS) {
            waitedSince = now;
        }
        return now - waitedSince >= pace().longestWait().toMillis();
    }

    private void evaluateWaiting(SeriesId id, long deadline) {
        IndicatorDefinition definition = active.find(id.definition());
        if (definition == null || activation().isOver(definition)) {
            waiting().remove(id);
            origins.remove(id);
            return;
        }
        SeriesStore series = evaluator().open(definition, id);
        do {
            if (waiting().cursor(id) != null) {
                evaluateMoreOfAll(definition, series, id);
                continue;
            }
            List<Cell> some = waiting().some(id, Evaluator.CELLS_AT_ONCE);
            evaluator().evaluateWaiting(definition, series, some);
            waiting().remove(id, some);
        } while (waiting().has(id) && monotonic.millis() < deadline);
        publish(definition, series, id);
    }

    private void publish(IndicatorDefinition definition, SeriesStore series, SeriesId id) {
        evaluator().publish(definition, series, id, origins.get(id));
        if (!waiting().has(id)) {
            origins.remove(id);
        }
    }

    /** Evaluates more cells of a series of which it is only known that some are dirty. */
    private void evaluateMoreOfAll(IndicatorDefinition definition, SeriesStore series, SeriesId id) {
        // Published cells are evaluated themselves, because nothing may be counted in them any more; all others follow
        // from what is counted.
        CellKey.Run run = evaluator()
                .run(definition, id.prefix(), Objects.requireNonNull(waiting().cursor(id)), any -> true);
        if (run == null) {
            waiting().lookedAtAll(id);
            return;
        }
        Set<Cell> touched = new LinkedHashSet<>();
        for (Cell cell : run.cells()) {
            if (!series.tally(cell).isZero()) {
                evaluator().fold(definition).touched(cell, series, touched);
            }
            if (series.isPublished(cell)) {
                touched.add(cell);
            }
        }
        evaluator().evaluate(definition, series, touched);
        waiting().lookedUpTo(id, run.last());
    }

    /**
     * Reports since when cells have been dirty. This is also stored, so that the time stays the same when another
     * instance takes over the task. That none are dirty any more is reported after the commit.
     */
    private void tellOfWaiting() {
        KeyValueStore<String, String> store = Objects.requireNonNull(clock);
        if (waiting().next() == null) {
            if (since != null) {
                store.delete(WAITS_SINCE);
                since = null;
            }
        } else {
            if (since == null) {
                since = Instant.ofEpochMilli(context().currentSystemTimeMs());
                store.put(WAITS_SINCE, since.toString());
            }
            pacing.lag().waits(context().taskId(), since);
        }
    }

    @Override
    public void close() {
        if (context != null) {
            pacing.lag().waitsNoMore(context.taskId());
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

    /** Deletes cells of versions that are no longer counted, some at a time. */
    private void sweep() {
        for (String name : activation().ended()) {
            if (cells().sweep(name, SWEPT_AT_ONCE)) {
                return;
            }
            activation().swept(name);
        }
    }

    /**
     * Evaluates more cells of a definition that has just counted all its events; returns false when there were none
     * left: from then on it is in force.
     */
    private boolean evaluateMore(IndicatorDefinition definition) {
        CellKey.Run run = evaluator()
                .run(
                        definition,
                        CellKey.definition(ActiveDefinitions.name(definition)),
                        activation().cursor(definition),
                        CellKey.COUNTED);
        if (run == null) {
            activation().evaluated(definition);
            long now = context().currentSystemTimeMs();
            DefinitionStep step = step(definition, now);
            context().forward(new Record<>(DefinitionRollout.key(step), new Evaluated.Progress(step), now));
            return false;
        }
        SeriesId id = new SeriesId(ActiveDefinitions.name(definition), AreaId.parse(run.area()));
        SeriesStore series = evaluator().open(definition, id);
        Set<Cell> touched = new LinkedHashSet<>();
        run.cells().forEach(cell -> evaluator().fold(definition).touched(cell, series, touched));
        evaluator().evaluate(definition, series, touched);
        evaluator().publish(definition, series, id, null);
        activation().evaluatedUpTo(definition, run.last());
        return true;
    }

    private ProcessorContext<Object, Evaluated> context() {
        return Objects.requireNonNull(context);
    }

    private Evaluator evaluator() {
        return Objects.requireNonNull(evaluator);
    }

    private DefinitionActivation activation() {
        return Objects.requireNonNull(activation);
    }

    private CommitPace pace() {
        return Objects.requireNonNull(pace);
    }

    private DirtyCells waiting() {
        return Objects.requireNonNull(dirty);
    }

    private PackedCells cells() {
        return Objects.requireNonNull(cells);
    }
}
