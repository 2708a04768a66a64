package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.fold.TallySum;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.streams.processor.DirtyCells.SeriesId;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** The month turns over values of ten years. */
class MonthCarryTest {

    private static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());
    private static final Instant OCTOBER = Instant.parse("2025-10-20T03:00:00Z");
    private static final Instant NOVEMBER = Instant.parse("2025-11-01T00:00:00Z");
    private static final int YEARS = 10;
    private static final int AREAS = 5;

    /** The month, its quarter and its year. */
    private static final int PERIODS = 3;

    private final MockProcessorContext<Object, Evaluated> context = new MockProcessorContext<>();
    private final AtomicLong millis = new AtomicLong();
    private IndicatorDefinition definition;
    private KeyValueStore<Bytes, byte[]> cells;
    private KeyValueStore<String, String> clock;

    @BeforeEach
    void tenYears() {
        definition = CATALOGUE.definitions().stream()
                .filter(one -> one.fold().isState() && one.dimensions().isEmpty())
                .findFirst()
                .orElseThrow();
        cells = InMemory.store(TallyProcessor.CELLS);
        clock = InMemory.store(TallyProcessor.CLOCK, Serdes.String(), Serdes.String());
        context.setCurrentSystemTimeMs(OCTOBER.toEpochMilli());
        Evaluator evaluator = evaluator();
        CATALOGUE.areas().all().stream()
                .filter(area -> area.validTo() == null)
                .limit(AREAS)
                .forEach(area -> fill(evaluator, area));
        carry().carry(OCTOBER.toEpochMilli(), any -> true, Long.MAX_VALUE);
        context.resetForwards();
        context.setCurrentSystemTimeMs(NOVEMBER.toEpochMilli());
    }

    private void fill(Evaluator evaluator, Area area) {
        Map<Cell, TallySum> changes = new LinkedHashMap<>();
        for (int year = 2025 - YEARS; year < 2025; year++) {
            for (String month : new String[] {"-01", "-04", "-07", "-10"}) {
                TallySum one = new TallySum();
                one.add(Tally.of(BigDecimal.ONE, BigDecimal.ONE));
                changes.put(new Cell(Period.parse(year + month), Slice.TOTAL), one);
            }
        }
        SeriesStore series = evaluator.open(definition, new SeriesId(ActiveDefinitions.name(definition), area.id()));
        series.change(evaluator.fold(definition), changes);
        series.write();
    }

    private Evaluator evaluator() {
        ActiveDefinitions active = new ActiveDefinitions(CATALOGUE.definitions());
        return new Evaluator(CATALOGUE, active, context, new PackedCells(cells, active));
    }

    /** A life of the task: each look at the time takes a millisecond. */
    private MonthCarry carry() {
        return new MonthCarry(
                clock, new ActiveDefinitions(CATALOGUE.definitions()), evaluator(), millis::incrementAndGet);
    }

    /** How often each row was published. */
    private Map<String, Integer> published() {
        Map<String, Integer> published = new TreeMap<>();
        context.forwarded().forEach(forward -> {
            IndicatorRowKey key =
                    Avro.read(new IndicatorRowKey(), (byte[]) forward.record().key());
            published.merge(key.getArea() + " " + key.getPeriod(), 1, Integer::sum);
        });
        return published;
    }

    @Test
    void noRoundExceedsItsBound_andALifeThatEndsHalfWayIsResumed() {
        int rounds = 0;
        int most = 0;
        while (rounds++ < 100 && !"2025-11".equals(clock.get("carried-to"))) {
            int before = context.forwarded().size();
            carry().carry(NOVEMBER.toEpochMilli(), any -> true, millis.get()); // a new life each time
            most = Math.max(most, context.forwarded().size() - before);
        }

        assertThat(rounds).isGreaterThanOrEqualTo(AREAS);
        assertThat(most).isLessThanOrEqualTo(PERIODS);
        assertThat(published().keySet()).allMatch(row -> row.matches("\\d+ 2025(-11|-Q4)?"));
        assertThat(published())
                .hasSize(AREAS * PERIODS)
                .allSatisfy((row, times) -> assertThat(times).isEqualTo(1));
        assertThat(clock.get("carry-cursor")).isNull();
    }

    @Test
    void aMonthThatTurnsBeforeTheLastIsDoneBeginsAnew() {
        carry().carry(NOVEMBER.toEpochMilli(), any -> true, millis.get());
        Instant december = Instant.parse("2025-12-01T00:00:00Z");
        context.setCurrentSystemTimeMs(december.toEpochMilli());

        carry().carry(december.toEpochMilli(), any -> true, Long.MAX_VALUE);

        assertThat(published().keySet())
                .filteredOn(row -> row.endsWith(" 2025-11"))
                .hasSize(AREAS);
        assertThat(published().keySet())
                .filteredOn(row -> row.endsWith(" 2025-12"))
                .hasSize(AREAS);
    }

    @Test
    void nothingIsCarriedTwiceIntoAMonth() {
        carry().carry(NOVEMBER.toEpochMilli(), any -> true, Long.MAX_VALUE);
        context.resetForwards();

        carry().carry(NOVEMBER.plusSeconds(86_400).toEpochMilli(), any -> true, Long.MAX_VALUE);

        assertThat(context.forwarded()).isEmpty();
    }
}
