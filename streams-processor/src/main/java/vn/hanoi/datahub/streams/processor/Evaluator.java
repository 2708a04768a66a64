package vn.hanoi.datahub.streams.processor;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Fold;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.trace.Origin;
import vn.hanoi.datahub.streams.processor.DirtyCells.SeriesId;

/** Evaluates cells, and publishes those whose values have changed. */
final class Evaluator {

    static final int CELLS_AT_ONCE = 200;

    /**
     * Keeps the cells of a period together, so that it is read once; parts come before the total, because an area's
     * index is derived from those of its stations.
     */
    private static final Comparator<Cell> PERIODS_TOGETHER = Comparator.comparing(Cell::period)
            .thenComparing(cell -> cell.slice().isTotal());

    private final Catalogue catalogue;
    private final ProcessorContext<Object, Evaluated> context;
    private final PackedCells cells;
    private final Map<String, Fold> folds = new HashMap<>();

    Evaluator(
            Catalogue catalogue,
            ActiveDefinitions active,
            ProcessorContext<Object, Evaluated> context,
            PackedCells cells) {
        this.catalogue = catalogue;
        this.context = context;
        this.cells = cells;
        active.all().forEach(definition -> folds.put(ActiveDefinitions.name(definition), definition.folding()));
    }

    Fold fold(IndicatorDefinition definition) {
        return Objects.requireNonNull(folds.get(ActiveDefinitions.name(definition)));
    }

    /** Opens a series as it is stored, as of the current time. */
    SeriesStore open(IndicatorDefinition definition, SeriesId id) {
        return new SeriesStore(
                cells,
                id.definition(),
                new SeriesFacts(
                        catalogue,
                        definition,
                        id.area(),
                        CityTime.at(Instant.ofEpochMilli(context.currentSystemTimeMs()))));
    }

    /** Evaluates cells, and marks in the series which values are new. */
    void evaluate(IndicatorDefinition definition, SeriesStore series, Collection<Cell> affected) {
        Fold fold = fold(definition);
        long now = context.currentSystemTimeMs();
        affected.stream()
                .sorted(PERIODS_TOGETHER)
                .forEach(cell -> series.publish(cell, fold.evaluate(cell, series), now));
    }

    /**
     * Evaluates dirty cells. Those that are not a part of their row yet come before rows with every part, because a
     * total may be derived from them.
     */
    void evaluateWaiting(IndicatorDefinition definition, SeriesStore series, Collection<Cell> waited) {
        evaluate(
                definition,
                series,
                waited.stream()
                        .filter(cell -> !cell.slice().equals(DirtyCells.EVERY_PART))
                        .toList());
        waited.stream()
                .filter(cell -> cell.slice().equals(DirtyCells.EVERY_PART))
                .forEach(cell -> evaluate(definition, series, cell.period()));
    }

    /** Evaluates every part of a period, the total last. */
    private void evaluate(IndicatorDefinition definition, SeriesStore series, Period period) {
        Fold fold = fold(definition);
        long now = context.currentSystemTimeMs();
        Cell total = new Cell(period, Slice.TOTAL);
        for (Cell part : series.parts(period)) {
            if (!part.slice().isTotal()) {
                series.publish(part, fold.evaluate(part, series), now);
            }
        }
        series.publish(total, fold.evaluate(total, series), now);
    }

    /**
     * Returns the next cells of a definition or of one of its series; null where there are none left.
     *
     * @param prefix prefix of the keys of the definition or the series
     * @param after key of the last cell that was checked; empty at the beginning
     */
    CellKey.@Nullable Run run(IndicatorDefinition definition, byte[] prefix, Bytes after, Predicate<Tally> wanted) {
        try (KeyValueIterator<Bytes, byte[]> stored = cells.range(CellKey.next(prefix, after), CellKey.end(prefix))) {
            return CellKey.run(CellKey.definition(ActiveDefinitions.name(definition)), stored, CELLS_AT_ONCE, wanted);
        }
    }

    /**
     * Evaluates and publishes what the next counted cells of a definition affect.
     *
     * @param after key of the last cell that was looked at; empty at the beginning
     * @param affected returns the cells to evaluate
     * @return key of the last cell that was looked at; null where there were none left
     */
    @Nullable
    Bytes evaluateNext(
            IndicatorDefinition definition,
            Bytes after,
            BiFunction<Collection<Cell>, SeriesStore, Collection<Cell>> affected) {
        String name = ActiveDefinitions.name(definition);
        CellKey.Run run = run(definition, CellKey.definition(name), after, CellKey.COUNTED);
        if (run == null) {
            return null;
        }
        SeriesId id = new SeriesId(name, AreaId.parse(run.area()));
        SeriesStore series = open(definition, id);
        evaluate(definition, series, affected.apply(run.cells(), series));
        publish(definition, series, id, null);
        return run.last();
    }

    /** Writes a series, and publishes each of its periods that has new values. */
    void publish(IndicatorDefinition definition, SeriesStore series, SeriesId id, @Nullable Origin origin) {
        series.write();
        long now = context.currentSystemTimeMs();
        series.takeRevised((period, row, parts) -> context.forward(new Record<>(
                PublishedRows.key(definition, id.area(), period),
                PublishedRows.of(row, parts, now),
                now,
                Origin.headers(origin))));
    }
}
