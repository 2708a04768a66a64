package vn.hanoi.datahub.streams.processor;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Evaluation;
import vn.hanoi.datahub.domain.fold.Fold;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
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
 * <p>All periods and parts of one (indicator, area) lie in one partition, so a fold sees its whole series in {@link #CELLS}.
 */
public final class TallyProcessor implements Processor<String, ChangesState, IndicatorValueKey, IndicatorValue> {

    public static final String CELLS = "tally-cells";
    public static final String COMMIT = "tally-commit";

    private static final int PUBLISHED_SCALE = 6;

    private record SeriesId(String indicator, AreaId area) {}

    private final Catalogue catalogue;
    private final Map<String, Fold> folds = new HashMap<>();
    private final Map<SeriesId, Map<Cell, Tally>> changes = new LinkedHashMap<>();

    private @Nullable ProcessorContext<IndicatorValueKey, IndicatorValue> context;
    private @Nullable KeyValueStore<Bytes, CellState> cells;

    public TallyProcessor(Catalogue catalogue) {
        this.catalogue = catalogue;
        catalogue.definitions().forEach(definition -> folds.put(definition.id(), definition.folding()));
    }

    @Override
    public void init(ProcessorContext<IndicatorValueKey, IndicatorValue> processorContext) {
        context = processorContext;
        cells = processorContext.getStateStore(CELLS);
        changes.clear();
        processorContext.<CommitHook>getStateStore(COMMIT).onCommit(processorContext, this::evaluate);
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

    private void evaluate() {
        changes.forEach((id, changed) -> {
            IndicatorDefinition definition =
                    catalogue.findDefinition(id.indicator()).orElseThrow();
            Fold fold = Objects.requireNonNull(folds.get(id.indicator()));
            SeriesStore series = new SeriesStore(
                    Objects.requireNonNull(cells),
                    id.indicator(),
                    id.area().toString(),
                    period -> expected(definition, id.area().code(), period));
            changed.forEach(series::add);
            Set<Cell> affected = new LinkedHashSet<>();
            changed.keySet().forEach(cell -> fold.affected(cell, series, affected));
            // Parts before the total: an area's index is read off its stations'.
            affected.stream()
                    .filter(cell -> !cell.slice().isTotal())
                    .forEach(cell -> publish(definition, id, fold, series, cell));
            affected.stream()
                    .filter(cell -> cell.slice().isTotal())
                    .forEach(cell -> publish(definition, id, fold, series, cell));
            series.write();
        });
        changes.clear();
    }

    private void publish(IndicatorDefinition definition, SeriesId id, Fold fold, SeriesStore series, Cell cell) {
        long now = Objects.requireNonNull(context).currentSystemTimeMs();
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
        context.forward(new Record<>(key, value, now));
    }

    private static @Nullable BigDecimal decimal(@Nullable BigDecimal number) {
        return number == null ? null : number.setScale(PUBLISHED_SCALE, RoundingMode.HALF_EVEN);
    }

    private int expected(IndicatorDefinition definition, String area, Period period) {
        return switch (definition.coverage()) {
            case NONE -> 0;
            case SINGLE -> 1;
            case COMMUNES -> communes(area, period);
        };
    }

    /** The communes in force at the period's end, or at its start for a unit that did not live to see the end. */
    private int communes(String area, Period period) {
        AreaRegister areas = catalogue.areas();
        int atEnd = areas.communes(area, period.end().minusNanos(1).toLocalDate());
        return atEnd > 0 ? atEnd : areas.communes(area, period.start().toLocalDate());
    }
}
