package vn.hanoi.datahub.worldtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hanoi.datahub.domain.fold.Composition;
import vn.hanoi.datahub.domain.fold.Evaluation;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.domain.period.Regime;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.domain.period.ReportingPeriod.Kind;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.values.IndicatorPart;

/**
 * The values of reporting periods and of any range of days, composed of published ones, against the oracle, which
 * counts them from the events. The world has corrections, retractions, late events and the change of boundaries.
 */
class ReportingPeriodsTest {

    private static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());
    private static final long SEED = 1;
    private static final int RANGES = 200;
    private static final LocalDate FIRST = LocalDate.of(2024, 6, 1);
    private static final LocalDate TODAY = CityTime.dayOf(World.NOW);

    private static HubValues hub;
    private static Map<String, SqlOracle.Value> oracle;

    @BeforeEach
    void run(@TempDir Path state) throws Exception {
        hub = RanWorlds.of(SEED, state, CATALOGUE);
        if (oracle == null) {
            oracle = oracle();
        }
    }

    /** What the oracle says of all spans that these tests ask for. */
    private static Map<String, SqlOracle.Value> oracle() throws Exception {
        try (SqlOracle all = SqlOracle.ofTheShippedRegisters(World.NOW)) {
            all.load(RanWorlds.events(SEED));
            all.ask(ofRegime("calendar"));
            all.ask(ofRegime("nd-09-2019"));
            all.ask(ranges());
            return all.values();
        }
    }

    private static List<ReportingPeriod> ofRegime(String id) {
        Regime regime = CATALOGUE.regimes().get(id);
        return regime.kinds().stream()
                .flatMap(kind -> regime.between(kind, FIRST, TODAY).stream())
                .filter(period -> !period.to().isAfter(TODAY))
                .toList();
    }

    @Test
    void everyPeriodOfTheRegimesIsAsTheOracleSays() {
        List<ReportingPeriod> periods = new ArrayList<>(ofRegime("calendar"));
        periods.addAll(ofRegime("nd-09-2019"));

        assertThat(periods)
                .extracting(ReportingPeriod::kind)
                .contains(Kind.values()[0], Kind.HALF_YEAR, Kind.NINE_MONTHS);
        assertThat(differences(periods)).isEmpty();
    }

    @Test
    void twoHundredRandomRangesAreAsTheOracleSays() {
        assertThat(differences(ranges())).isEmpty();
    }

    /** A calendar that ends its months a day late must not go unnoticed. */
    @Test
    void aBrokenCalendarIsCaught() {
        List<ReportingPeriod> shifted = ofRegime("nd-09-2019").stream()
                .map(period -> new ReportingPeriod(
                        period.kind(),
                        period.text(),
                        period.from().plusDays(1),
                        period.to().plusDays(1)))
                .toList();

        assertThat(differences(shifted)).isNotEmpty();
    }

    private static List<ReportingPeriod> ranges() {
        Random random = new Random(SEED);
        List<ReportingPeriod> ranges = new ArrayList<>();
        int days = (int) (TODAY.toEpochDay() - FIRST.toEpochDay());
        for (int i = 0; i < RANGES; i++) {
            LocalDate from = FIRST.plusDays(random.nextInt(days));
            LocalDate to = from.plusDays(1 + random.nextInt(Math.min(400, days)));
            if (random.nextInt(4) == 0) { // state needs a range that ends with a month
                from = from.withDayOfMonth(1);
                to = to.withDayOfMonth(1);
            }
            if (from.isBefore(to) && !to.isAfter(TODAY)) {
                ranges.add(ReportingPeriod.range(from, to));
            } else {
                i--;
            }
        }
        return ranges.stream().distinct().toList();
    }

    private static List<String> differences(List<ReportingPeriod> spans) {
        HubValues composed = new HubValues();
        TreeSet<String> answered = new TreeSet<>();
        for (IndicatorDefinition definition : CATALOGUE.indicators()) {
            compose(definition, spans, composed, answered);
        }
        Map<String, SqlOracle.Value> expected = new TreeMap<>(oracle);
        expected.keySet().removeIf(cell -> !answered.contains(cell.split("\\|")[0] + "|" + cell.split("\\|")[2]));
        assertThat(expected).hasSizeGreaterThan(1_000);
        return composed.differences(expected);
    }

    /** Composes the spans of an indicator that can be composed, and notes them as answered. */
    private static void compose(
            IndicatorDefinition definition, List<ReportingPeriod> spans, HubValues into, TreeSet<String> answered) {
        Composition composition = Composition.of(definition.fold());
        Map<String, Map<String, Map<String, IndicatorPart>>> bySlice = new TreeMap<>();
        hub.where(cell -> cell[0].equals(definition.id())).forEach((cell, part) -> {
            String[] names = cell.split("\\|", -1);
            bySlice.computeIfAbsent(names[1], area -> new TreeMap<>())
                    .computeIfAbsent(names[3], slice -> new TreeMap<>())
                    .put(names[2], part);
        });
        for (ReportingPeriod span : spans) {
            Optional<List<Period>> parts = composition.parts(span, definition.periods(), TODAY);
            if (composition == Composition.NONE
                    || parts.isEmpty()
                    || span.text().equals(parts.get().get(0).text())) {
                continue; // refused, or a published period itself
            }
            answered.add(definition.id() + "|" + span.text());
            bySlice.forEach((area, slices) -> {
                Map<String, Evaluation> members = new TreeMap<>();
                slices.forEach((slice, periods) -> {
                    List<Evaluation> found = parts.get().stream()
                            .filter(period -> periods.containsKey(period.text()))
                            .map(period -> evaluation(periods.get(period.text())))
                            .toList();
                    if (!found.isEmpty() && !(slice.isEmpty() && composition.isOfMembers())) {
                        Evaluation whole = composition.over(found, definition.factor());
                        put(into, definition, area, span, slice, whole);
                        members.put(slice, whole);
                    }
                });
                if (composition.isOfMembers() && !members.isEmpty()) {
                    put(into, definition, area, span, "", composition.ofMembers(members.values(), definition.factor()));
                }
            });
        }
    }

    private static void put(
            HubValues into,
            IndicatorDefinition definition,
            String area,
            ReportingPeriod span,
            String slice,
            Evaluation value) {
        into.put(
                String.join("|", definition.id(), area, span.text(), slice),
                IndicatorPart.newBuilder()
                        .setDimension("")
                        .setMember("")
                        .setValue(value.value())
                        .setNumerator(scaled(value.numerator()))
                        .setDenominator(scaled(value.denominator()))
                        .setEvents(value.events())
                        .setCoverage(value.coverage())
                        .setRevision(1)
                        .setFirstRecordedAt(World.NOW)
                        .setRecordedAt(World.NOW)
                        .build());
    }

    private static BigDecimal scaled(BigDecimal number) {
        return number == null ? null : number.setScale(6, java.math.RoundingMode.HALF_EVEN);
    }

    private static Evaluation evaluation(IndicatorPart part) {
        return new Evaluation(
                part.getValue(), part.getNumerator(), part.getDenominator(), part.getEvents(), part.getCoverage());
    }
}
