package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
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
public final class TallyProcessor implements PerTask.Step<String, ChangesState> {

    public static final String CELLS = "tally-cells";
    public static final String CLOCK = "tally-clock";
    public static final String WAITING = "tally-waiting";
    public static final String DEFINITIONS = "tally-definitions";
    public static final String POSITIONS = "tally-positions";
    public static final String COMMIT = "tally-commit";

    /** How often what waits is evaluated. */
    public static final Duration EVALUATION_STEP = Duration.ofMillis(100);

    private static final String REPORTERS = "reporters";
    private static final Duration CLOCK_STEP = Duration.ofSeconds(1);

    /** A change of month is not urgent, but live events are. */
    private static final Duration LONGEST_CARRY = Duration.ofMillis(200);

    /** How long a commit may evaluate when the thread has used its share: what has changed most goes first. */
    private static final Duration SHORTEST_EVALUATION = Duration.ofMillis(10);

    private final ActiveDefinitions active;
    private final Pacing pacing;
    private final MonotonicClock monotonic;
    private final ProcessorContext<Object, Evaluated> context;
    private final PackedCells cells;
    private final ProcessedOffsets offsets;
    private final Evaluator evaluator;
    private final MonthCarry carry;
    private final DefinitionActivation activation;
    private final NewDefinitions definitions;
    private final CommitPace pace;
    private final DirtyCells dirty;
    private final DirtyEvaluation evaluation;
    private final WaitingSince waiting;
    private final ArrivedChanges changes = new ArrivedChanges();

    /** Whether values were published that no reader sees before the next commit. */
    private boolean isUncommitted;

    public TallyProcessor(
            Catalogue catalogue,
            ActiveDefinitions active,
            Partitions partitions,
            Pacing pacing,
            ProcessorContext<Object, Evaluated> context) {
        this.active = active;
        this.pacing = pacing;
        this.monotonic = pacing.clock();
        this.context = context;
        KeyValueStore<String, String> clock = context.getStateStore(CLOCK);
        this.cells = new PackedCells(context.getStateStore(CELLS), active);
        this.dirty = new DirtyCells(context.getStateStore(WAITING));
        this.offsets = new ProcessedOffsets(context.getStateStore(POSITIONS));
        this.evaluator = new Evaluator(catalogue, active, context, cells);
        this.carry = new MonthCarry(clock, active, evaluator, monotonic);
        this.waiting = new WaitingSince(context, clock, pacing.lag());
        waiting.tell(dirty.next() != null);
        this.activation = new DefinitionActivation(context.getStateStore(DEFINITIONS), active, partitions.log());
        this.definitions = new NewDefinitions(context, activation, evaluator, cells, partitions.shuffle());
        lookAtReporters(clock, Integer.toString(catalogue.reporters()));
        this.pace = new CommitPace(context, pacing);
        this.evaluation = new DirtyEvaluation(active, activation, evaluator, dirty, pace, pacing);
        context.<CommitHook>getStateStore(COMMIT).onCommit(context, this::commit);
        context.schedule(EVALUATION_STEP, PunctuationType.WALL_CLOCK_TIME, time -> {
            boolean isEvaluated = evaluateWhatWaits(deadline());
            cells.flush();
            if (isEvaluated) {
                isUncommitted = true;
                pace.evaluated();
            } else if (!isUncommitted && dirty.next() == null) {
                waiting.over();
            }
        });
        context.schedule(CLOCK_STEP, PunctuationType.WALL_CLOCK_TIME, time -> {
            definitions.sweep();
            carry.carry(context.currentSystemTimeMs(), this::speaks, monotonic.millis() + LONGEST_CARRY.toMillis());
            cells.flush();
        });
    }

    private long deadline() {
        return monotonic.millis() + pace.longestRound().toMillis();
    }

    private boolean speaks(IndicatorDefinition definition) {
        return !activation.isSilent(definition) && !activation.isOver(definition);
    }

    /**
     * Evaluates everything again if the number of reporters has changed: it is not part of any cell, but affects
     * coverage.
     */
    private void lookAtReporters(KeyValueStore<String, String> clock, String now) {
        String before = clock.get(REPORTERS);
        if (!now.equals(before)) {
            clock.put(REPORTERS, now);
            if (before != null) {
                activation.evaluateAgain();
            }
        }
    }

    @Override
    public void process(Record<String, ChangesState> record) {
        if (!offsets.isNew(context.recordMetadata().orElseThrow())) {
            return;
        }
        pacing.backpressure().arrived(record.timestamp(), context.currentSystemTimeMs());
        Origin origin = Origin.find(record.headers());
        long acceptedAt = origin == null ? record.timestamp() : origin.acceptedAt();
        boolean isLive = record.headers().lastHeader(ContributeProcessor.BACKLOG) == null && pace.isLive(acceptedAt);
        take(record.value(), origin, isLive);
        pace.processed(isLive, acceptedAt, changes.size());
    }

    private void take(ChangesState arrived, @Nullable Origin origin, boolean isLive) {
        IndicatorDefinition definition = active.find(arrived.getIndicator(), arrived.getVersion());
        if (definition == null || activation.isOver(definition)) {
            return; // removed from the catalogue, or replaced, while its last changes were in transit
        }
        Integer partition = arrived.getCounted();
        if (partition != null) {
            activation.counted(definition, partition);
            return;
        }
        SeriesId id = new SeriesId(ActiveDefinitions.name(definition), AreaId.parse(arrived.getArea()));
        evaluation.from(id, origin);
        changes.add(id, evaluator.fold(definition), arrived, isLive);
    }

    private void commit() {
        long begun = monotonic.millis();
        long deadline = !pace.isBusy() || pacing.workload().evaluationsAtOnce().isLeft(begun)
                ? deadline()
                : begun + SHORTEST_EVALUATION.toMillis();
        changes.inOrder(cells::together).forEach(id -> take(id, changes.of(id), deadline));
        changes.clear();
        offsets.write();
        evaluateWhatWaits(deadline);
        cells.flush();
        isUncommitted = false;
        pace.committed(begun);
    }

    /**
     * Applies the changes that arrived for a series. Live cells are evaluated in the same go, and all others unless a
     * backlog follows.
     */
    private void take(SeriesId id, Map<Cell, TallySum> arrived, long deadline) {
        IndicatorDefinition definition = Objects.requireNonNull(active.find(id.definition()));
        Fold fold = evaluator.fold(definition);
        SeriesStore series = evaluator.open(definition, id);
        Set<Cell> derived = series.change(fold, arrived);
        if (activation.isSilent(definition)) {
            series.write();
            evaluation.forgetOrigin(id);
            return;
        }
        Set<Cell> now = changes.live(id);
        Set<Cell> affectedNow = new LinkedHashSet<>();
        Set<Cell> affected = new LinkedHashSet<>();
        boolean hasTime = monotonic.millis() < deadline;
        boolean isAccount = definition.counting().inputs().isEmpty(); // it must match the counts at every moment
        if (fold.isLocal() && now.isEmpty() && !isAccount && (!hasTime || pace.isBehind())) {
            dirty.addRows(id, series.changedRows());
            evaluation.publish(definition, series, id);
            return;
        }
        for (Set<Cell> touched : List.of(arrived.keySet(), derived)) {
            for (Cell cell : touched) {
                boolean waits = !isAccount && (pace.isBehind() ? !now.contains(cell) : !hasTime);
                fold.affected(cell, series, waits ? affected : affectedNow);
            }
        }
        if (fold.isLocal()) { // otherwise a cell evaluated now may depend on a dirty one and is evaluated again
            affected.removeAll(affectedNow);
        }
        long begun = monotonic.millis();
        evaluator.evaluate(definition, series, affectedNow);
        dirty.add(id, affected, series::isPart);
        evaluation.publish(definition, series, id);
        pacing.workload().evaluationsAtOnce().worked(begun, monotonic.millis());
    }

    /**
     * Evaluates the cells of new definitions and dirty cells, as far as time allows.
     *
     * @return whether something was evaluated
     */
    private boolean evaluateWhatWaits(long deadline) {
        boolean hasNew = definitions.evaluateSome(); // so that they make progress even during a backlog
        boolean isEvaluated = evaluation.evaluate(deadline) || hasNew;
        while (hasNew && monotonic.millis() < deadline) {
            hasNew = definitions.evaluateSome();
        }
        dirty.note();
        waiting.tell(dirty.next() != null);
        return isEvaluated;
    }

    @Override
    public void close() {
        waiting.over();
    }
}
