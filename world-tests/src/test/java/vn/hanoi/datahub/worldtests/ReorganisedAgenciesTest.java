package vn.hanoi.datahub.worldtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.values.IndicatorPart;

/**
 * A random world in which three departments become one and another one is divided, each in the middle of a month. That
 * every value, share of agencies and part of an agency is the oracle's is asked of every run.
 */
class ReorganisedAgenciesTest {

    private static final int SIZE = 600;
    private static final LocalDate MERGED = LocalDate.of(2026, 1, 1); // a day with many events
    private static final LocalDate DIVIDED = LocalDate.of(2025, 12, 10);
    private static final String CITY = "01@2008-08-01";

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void aMergerAndASplitAreAsTheOracleSays(long seed, @TempDir Path folder, @TempDir Path state) throws Exception {
        Catalogue catalogue = catalogue(folder);
        List<ObjectNode> events = World.events(seed, SIZE, ReorganisedAgenciesTest::toldBySuccessors).stream()
                .filter(event -> !isOfNobody(event))
                .toList();

        HubValues hub = HubRun.of("reorganised-" + seed, state, catalogue, events, World.NOW, World.NOW);

        Map<String, SqlOracle.Value> oracle;
        try (SqlOracle all = SqlOracle.ofTheShippedAreas(catalogue.agencies(), World.NOW)) {
            all.load(events);
            oracle = all.values();
        }
        expectedAgencies(hub);
        theMonthAddsUp(hub, oracle, catalogue);
        theSuccessorAnswersForAll(hub, oracle, catalogue);
    }

    /** One more from the split on, and two fewer from the merger on. */
    private static void expectedAgencies(HubValues hub) {
        BigDecimal before = expected(hub, "2025-11");

        assertThat(expected(hub, "2025-12")).isEqualTo(before.add(BigDecimal.ONE));
        assertThat(expected(hub, "2026-01")).isEqualTo(before.subtract(BigDecimal.ONE));
    }

    private static BigDecimal expected(HubValues hub, String month) {
        return hub.get("dg.open_data_agencies|" + CITY + "|" + month + "|").getDenominator();
    }

    /** January, across the merger: the parts of all agencies, which explain a value, are the value. */
    private static void theMonthAddsUp(HubValues hub, Map<String, SqlOracle.Value> oracle, Catalogue catalogue) {
        Set<String> agencies = new TreeSet<>();
        ratios(catalogue).forEach(definition -> {
            String total = definition.id() + "|" + CITY + "|2026-01|";
            Map<String, IndicatorPart> parts =
                    hub.where(cell -> String.join("|", cell).startsWith(total + "agency="));
            parts.keySet().forEach(cell -> agencies.add(cell.substring(cell.indexOf('=') + 1)));
            SqlOracle.Value right = oracle.get(total);
            assertThat(sum(parts, part -> BigDecimal.valueOf(part.getEvents())))
                    .as(total)
                    .isEqualTo(right == null ? 0.0 : right.events());
            assertThat(sum(parts, IndicatorPart::getNumerator))
                    .as(total)
                    .isEqualTo(right == null ? 0.0 : right.numerator());
            assertThat(sum(parts, IndicatorPart::getDenominator))
                    .as(total)
                    .isEqualTo(right == null ? 0.0 : right.denominator());
        });
        assertThat(agencies)
                .as("what was told before stays with the former agencies")
                .contains("H26.HCNV")
                .containsAnyOf("H26.HCC", "H26.NV");
    }

    private static double sum(Map<String, IndicatorPart> parts, Function<IndicatorPart, BigDecimal> number) {
        return parts.values().stream()
                .map(number)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
    }

    private static List<IndicatorDefinition> ratios(Catalogue catalogue) {
        return catalogue.indicators().stream()
                .filter(definition -> definition.fold() == FoldKind.RATIO && definition.factor() != null)
                .toList();
    }

    /**
     * The scorecard of the merged department has what the three had; after the split, nobody answers for the former
     * one.
     */
    private static void theSuccessorAnswersForAll(
            HubValues hub, Map<String, SqlOracle.Value> oracle, Catalogue catalogue) {
        Map<String, List<Double>> expected = new TreeMap<>();
        Map<String, List<Double>> rebased = new TreeMap<>();
        for (IndicatorDefinition definition : ratios(catalogue)) {
            Predicate<String[]> isPart =
                    cell -> cell[0].equals(definition.id()) && cell[1].equals(CITY) && cell[3].startsWith("agency=");
            oracle.forEach((cell, value) -> {
                String[] names = cell.split("\\|", -1);
                if (isPart.test(names)) {
                    String agency = names[3].substring("agency=".length());
                    String heir = List.of("H26.HCC", "H26.NV", "H26.TC").contains(agency) ? "H26.HCNV" : agency;
                    expected.merge(
                            names[0] + " " + names[2] + " " + heir,
                            List.of(value.numerator(), value.denominator()),
                            (one, other) -> List.of(one.get(0) + other.get(0), one.get(1) + other.get(1)));
                }
            });
            List<Value> published = new ArrayList<>();
            hub.where(isPart).forEach((cell, part) -> published.add(value(definition, cell.split("\\|", -1), part)));
            new CurrentBoundaries(catalogue, InstantSource.fixed(World.NOW))
                    .rebased(definition, published.stream())
                    .forEach(value -> rebased.put(
                            definition.id() + " " + value.key().period().text() + " "
                                    + value.key().member(),
                            List.of(
                                    Objects.requireNonNull(value.numerator()).doubleValue(),
                                    Objects.requireNonNull(value.denominator()).doubleValue())));
        }
        assertThat(rebased).isEqualTo(expected);
        assertThat(expected.keySet())
                .anyMatch(cell -> cell.endsWith(" 2026-01 H26.HCNV"))
                .noneMatch(cell -> cell.endsWith(" H26.HCC"));
        assertThat(hub.where(cell -> cell[3].startsWith("agency=H26.XD")).keySet())
                .extracting(cell -> cell.substring(cell.indexOf('=') + 1))
                .contains("H26.XD", "H26.XD1", "H26.XD2");
    }

    private static Value value(IndicatorDefinition definition, String[] cell, IndicatorPart part) {
        return new Value(
                new ValueKey(
                        definition.id(),
                        definition.version(),
                        Slice.AGENCY,
                        AreaId.parse(cell[1]),
                        cell[3].substring("agency=".length()),
                        Period.parse(cell[2])),
                part.getValue(),
                part.getNumerator(),
                part.getDenominator(),
                part.getEvents(),
                null,
                1,
                World.NOW,
                World.NOW,
                false);
    }

    /** After an agency's last day, its events come from who took over; some cases go on in the former one's name. */
    private static ObjectNode toldBySuccessors(ObjectNode event) {
        LocalDate last = lastDay(event);
        if (last == null || event.get("subject").asString().hashCode() % 3 == 0 && beganBy(last, event)) {
            return event;
        }
        String source = event.get("source").asString();
        String heir = last.equals(MERGED)
                ? "H26.HCNV"
                : "H26.XD" + (1 + (event.get("time").asString().hashCode() & 1));
        return event.put("source", source.replace(source.split(":")[3], heir));
    }

    /** Whether an event names an agency that had ended, and nothing in it is from before: a correction may be so. */
    private static boolean isOfNobody(ObjectNode event) {
        LocalDate last = lastDay(event);
        return last != null && !event.has("operation") && !beganBy(last, event);
    }

    /** The last day of an event's agency; null if the agency exists at its time. */
    private static @Nullable LocalDate lastDay(ObjectNode event) {
        LocalDate last = switch (event.get("source").asString().split(":")[3]) {
            case "H26.HCC", "H26.NV", "H26.TC" -> MERGED;
            case "H26.XD" -> DIVIDED;
            default -> null;
        };
        return last == null || !CityTime.dayOf(World.time(event)).isAfter(last) ? null : last;
    }

    private static boolean beganBy(LocalDate last, ObjectNode event) {
        return event.get("data").properties().stream()
                .filter(field -> field.getKey().endsWith("At"))
                .anyMatch(field -> !LocalDate.parse(field.getValue().asString().substring(0, "2026-01-01".length()))
                        .isAfter(last));
    }

    private static Catalogue catalogue(Path folder) throws Exception {
        try (InputStream yaml =
                Objects.requireNonNull(Catalogue.class.getResourceAsStream("/catalogue/agencies.yaml"))) {
            String shipped = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
            String merged = "  to: " + MERGED + "\n  successors: [H26.HCNV]\n";
            Files.writeString(
                    folder.resolve("agencies.yaml"),
                    shipped.replace("- code: H26.NV\n", "- code: H26.NV\n" + merged)
                                    .replace("- code: H26.HCC\n", "- code: H26.HCC\n" + merged)
                                    .replace("- code: H26.TC\n", "- code: H26.TC\n" + merged)
                                    .replace(
                                            "- code: H26.XD\n",
                                            "- code: H26.XD\n  to: " + DIVIDED + "\n  successors: [H26.XD1, H26.XD2]\n")
                            + """
                            - {code: H26.HCNV, name: {vi: "Trung tâm Hành chính, nội vụ", en: "Centre of administration and home affairs"}, area: all, from: 2026-01-02,
                               types: [procedure, procedure-dossier, citizen-report, digitisation, statistic, dataset, archive, archival-record, work-dossier, startup]}
                            - {code: H26.XD1, name: {vi: "Sở Xây dựng", en: "Construction"}, area: all, from: 2025-12-11,
                               types: [smart-area, traffic-observation, rain-observation, river-observation, work-dossier, dataset]}
                            - {code: H26.XD2, name: {vi: "Sở Giao thông", en: "Transport"}, area: all, from: 2025-12-11,
                               types: [smart-area, traffic-observation, rain-observation, river-observation, work-dossier, dataset]}
                            """);
        }
        return CatalogueLoader.load(CatalogueFiles.in(folder));
    }
}
