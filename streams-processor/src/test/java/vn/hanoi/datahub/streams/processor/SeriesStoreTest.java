package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Coordinates;
import vn.hanoi.datahub.domain.fold.Fold;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.fold.Part;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.fold.TallySum;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.streams.processor.DirtyCells.SeriesId;

/** What a commit reads and writes of one series. */
class SeriesStoreTest {

    private static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());
    private static final IndicatorDefinition PEOPLE = CATALOGUE.definitions().stream()
            .filter(one -> one.fold() == FoldKind.DISTINCT && !one.dimensions().isEmpty())
            .findFirst()
            .orElseThrow();
    private static final SeriesId CITY = new SeriesId(
            ActiveDefinitions.name(PEOPLE), CATALOGUE.areas().city().id());
    private static final Tally ONE = Tally.of(BigDecimal.ONE, BigDecimal.ONE);

    private final KeyValueStore<Bytes, byte[]> cells = InMemory.store(TallyProcessor.CELLS);
    private final MockProcessorContext<Object, Evaluated> context = new MockProcessorContext<>();
    private final ActiveDefinitions active = new ActiveDefinitions(CATALOGUE.definitions());
    private final PackedCells packed = new PackedCells(cells, active);
    private final Evaluator evaluator = new Evaluator(CATALOGUE, active, context, packed);
    private final Fold fold = evaluator.fold(PEOPLE);

    @BeforeEach
    void september() {
        context.setCurrentSystemTimeMs(Instant.parse("2025-09-20T03:00:00Z").toEpochMilli());
    }

    /** A commit with an event of a person. */
    private SeriesStore count(String person, String month, Tally change) {
        List<String> members =
                new ArrayList<>(PEOPLE.dimensions().stream().map(any -> "").toList());
        members.set(0, "some");
        Map<Cell, TallySum> changes = new LinkedHashMap<>();
        fold.spread(
                new Coordinates(Period.parse(month), "H26.HCC", "01@2008-08-01", members, person, Part.FLOW),
                change,
                (cell, tally) ->
                        changes.computeIfAbsent(cell, any -> new TallySum()).add(tally));
        SeriesStore series = evaluator.open(PEOPLE, CITY);
        series.change(fold, changes);
        series.write();
        packed.flush();
        return series;
    }

    private List<String> ofTheFoldsOwn() {
        List<String> keys = new ArrayList<>();
        byte[] prefix = CITY.prefix();
        try (KeyValueIterator<Bytes, byte[]> stored = packed.range(CellKey.beginning(prefix), CellKey.end(prefix))) {
            stored.forEachRemaining(entry -> CellKey.visit(prefix, entry.key, entry.value, (cell, tally) -> {
                if (cell.slice().isLeaf()) {
                    keys.add(cell.slice().member() + " " + tally.events());
                }
            }));
        }
        return keys;
    }

    private long records() {
        return cells.approximateNumEntries();
    }

    private static BigDecimal people(SeriesStore series, Slice slice) {
        return series.tally(new Cell(Period.parse("2025-08"), slice)).denominator();
    }

    @Test
    void allThatIsKnownOfAPersonIsOneRecord() {
        count("p1", "2025-08", ONE);
        long withOnePerson = records();

        SeriesStore series = count("p2", "2025-08", ONE);

        assertThat(records()).isEqualTo(withOnePerson + 1);
        assertThat(people(series, Slice.TOTAL)).isEqualTo("2");
        assertThat(ofTheFoldsOwn())
                .containsExactlyInAnyOrder(
                        "\u001f\u001fp1 1",
                        PEOPLE.dimensions().get(0) + "\u001fsome\u001fp1 1",
                        "\u001f\u001fp2 1",
                        PEOPLE.dimensions().get(0) + "\u001fsome\u001fp2 1");
    }

    @Test
    void aPersonIsKnownInTheNextCommit_andForgottenWithTheLastEvent() {
        count("p1", "2025-08", ONE);

        assertThat(people(count("p1", "2025-08", ONE), Slice.TOTAL)).isEqualTo("1");
        assertThat(people(count("p1", "2025-08", ONE.negated()), Slice.TOTAL)).isEqualTo("1");
        assertThat(people(count("p1", "2025-08", ONE.negated()), Slice.TOTAL)).isEqualTo("0");
    }

    /**
     * A station that reports for the first time is no part of its area's row yet, and the area is worth what its worst
     * station is.
     */
    @Test
    void aTotalThatWaitsAsPartOfItsRowIsReadOffAStationThatIsNoPartOfItYet() {
        IndicatorDefinition index = CATALOGUE.definitions().stream()
                .filter(one -> one.fold() == FoldKind.VN_AQI_HOURLY)
                .findFirst()
                .orElseThrow();
        Period hour = Period.parse("2025-09-20T03");
        Cell total = new Cell(hour, Slice.TOTAL);
        SeriesStore series = evaluator.open(
                index,
                new SeriesId(
                        ActiveDefinitions.name(index), CATALOGUE.areas().city().id()));
        Map<Cell, TallySum> changes = new LinkedHashMap<>();
        for (int before = 0; before < 3; before++) {
            Coordinates at = new Coordinates(
                    hour.plus(-before), "H26.STNMT", "01@2008-08-01", List.of("S1", "PM25"), "", Part.FLOW);
            evaluator
                    .fold(index)
                    .spread(
                            at,
                            Tally.of(BigDecimal.valueOf(60), BigDecimal.ONE),
                            (cell, tally) -> changes.computeIfAbsent(cell, any -> new TallySum())
                                    .add(tally));
        }
        series.change(evaluator.fold(index), changes);
        evaluator.evaluate(index, series, List.of(total));
        assertThat(series.value(total)).isNull();

        evaluator.evaluateWaiting(
                index,
                series,
                List.of(new Cell(hour, DirtyCells.EVERY_PART), new Cell(hour, new Slice("station", "S1"))));

        assertThat(series.value(total)).isNotNull().isEqualTo(series.value(new Cell(hour, new Slice("station", "S1"))));
    }
}
