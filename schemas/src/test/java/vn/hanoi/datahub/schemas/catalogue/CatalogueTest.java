package vn.hanoi.datahub.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.Transfer;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;

class CatalogueTest {

    private static final Catalogue SHIPPED = Shipped.CATALOGUE;
    private static final LocalDate BEFORE = LocalDate.of(2025, 6, 30);
    private static final LocalDate AFTER = LocalDate.of(2025, 7, 1);

    @Test
    void hasTheUnitsOfBothTimes() {
        assertThat(SHIPPED.areas().list(BEFORE, AreaLevel.COMMUNE)).hasSize(526);
        assertThat(SHIPPED.areas().list(BEFORE, AreaLevel.DISTRICT)).hasSize(30);
        assertThat(SHIPPED.areas().list(AFTER, AreaLevel.COMMUNE)).hasSize(126);
        assertThat(SHIPPED.areas().list(AFTER, AreaLevel.DISTRICT)).isEmpty();
        assertThat(SHIPPED.areas().list(LocalDate.of(2024, 12, 31), AreaLevel.COMMUNE))
                .hasSize(579);
    }

    @Test
    void readsACodeWithItsDate() {
        assertThat(SHIPPED.areas().find("00004", BEFORE)).map(Area::fullName).contains("Phường Trúc Bạch");
        assertThat(SHIPPED.areas().find("00004", AFTER)).map(Area::fullName).contains("Phường Ba Đình");
        assertThat(SHIPPED.areas().lineage("00004", BEFORE).stream().map(Area::code))
                .containsExactly("00004", "001", "01");
        assertThat(SHIPPED.areas().lineage("00004", AFTER).stream().map(Area::code))
                .containsExactly("00004", "01");
    }

    @Test
    void sharesEachOldCommuneOutInFull() {
        Map<String, Double> shares = SHIPPED.areas().transfers().stream()
                .collect(Collectors.groupingBy(Transfer::oldCommune, Collectors.summingDouble(Transfer::weight)));

        assertThat(shares).hasSize(526);
        assertThat(shares.values()).allSatisfy(sum -> assertThat(sum).isBetween(0.99999, 1.00001));
    }

    @Test
    void letsEveryTypeBePublishedForAllAreasBySomebody() {
        assertThat(SHIPPED.types())
                .hasSize(25)
                .allSatisfy(type -> assertThat(SHIPPED.agencies())
                        .anyMatch(agency ->
                                agency.area() == null && agency.types().contains(type.name())));
        assertThat(SHIPPED.agencies().stream().filter(agency -> agency.area() != null))
                .hasSize(126);
    }

    /** Counts of the plan (Plan 239/KH-UBND), and the live indices of the contract. */
    @Test
    void hasThe55IndicatorsOfThePlanAndTheLiveOnes() {
        Map<String, Long> pillars = SHIPPED.indicators().stream()
                .collect(Collectors.groupingBy(IndicatorDefinition::pillar, Collectors.counting()));

        assertThat(pillars).isEqualTo(Map.of("dg", 27L, "de", 7L, "ds", 14L, "da", 7L, "live", 10L, "hub", 3L));
    }

    @Test
    void saysOfEveryIndicatorWhatAReaderAsks() {
        assertThat(SHIPPED.indicators()).allSatisfy(definition -> {
            assertThat(definition.name().vi())
                    .isNotBlank()
                    .isNotEqualTo(definition.name().en());
            assertThat(definition.meaning().basis().vi()).isNotBlank();
            assertThat(definition.meaning().basis().en()).isNotBlank();
            assertThat(SHIPPED.plans().targets(definition.id()).isEmpty())
                    .isEqualTo(definition.publication().noTargets() != null);
            assertThat(definition.frame().reporting().cadence()).matches("P(\\d+[DMY]|T\\d+[HM])");
        });
        assertThat(SHIPPED.indicators().stream()
                        .flatMap(definition -> definition.frame().reporting().reporters().stream()))
                .allSatisfy(reporter -> assertThat(reporter.equals("communes")
                                || SHIPPED.findAgency(reporter).isPresent())
                        .as(reporter)
                        .isTrue());
    }

    @Test
    void letsEveryReporterPublishWhatItIsAskedFor() {
        for (IndicatorDefinition definition : SHIPPED.indicators()) {
            for (String reporter : definition.frame().reporting().reporters()) {
                Agency agency = SHIPPED.findAgency(reporter.equals("communes") ? "H26.X00004" : reporter)
                        .orElseThrow();
                assertThat(definition.counting().eventTypes())
                        .as(definition.id() + " by " + reporter)
                        .anyMatch(agency.types()::contains);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "fold: ratio; fold: median; :9: 'median' is not a fold",
                "{status: RESOLVED}; {state: RESOLVED}; :10: procedure-dossier has no field 'state'",
                "{status: RESOLVED}; {status: DONE}; :10: status is never DONE",
                "field: resolvedAt; field: sector; :13: sector is no timestamp",
                "version: 1; versoin: 1; 'versoin' is not known here",
                "event: procedure-dossier; event: dossier; :8: there is no event type 'dossier'",
                "targets: []; targets: [{level: city, year: 2025}]; :19: a target has a value",
                "fold: ratio; fold: distinct; :9: distinct needs 'distinct'",
                "coverage: none; coverage: agencies; only a state-distinct of agencies is a share of agencies",
                "denominator: {count: all}; denominator: nothing; :12: 'none', {count: all}",
                "fold: ratio; fold: minimum; :16: minimum needs 1 dimension",
                "fold: ratio; fold: freshness; :16: freshness needs 2 dimension",
                "fold: ratio; fold: vn-aqi-hourly; :16: vn-aqi-hourly needs 2 dimension",
                "periods: [day]; periods: [fortnight]; :14: 'fortnight' is not hour, day"
            })
    void namesFileAndLineOfWhatIsWrong(String right, String wrong, String message, @TempDir Path folder)
            throws IOException {
        String definition = """
                - id: dg.test
                  version: 1
                  pillar: dg
                  name: {vi: "Thử", en: "Test"}
                  formula: {vi: "a", en: "b"}
                  unit: "%"
                  direction: up
                  event: procedure-dossier
                  fold: ratio
                  where: {status: RESOLVED}
                  numerator: {count: {channel: ONLINE_FULL}}
                  denominator: {count: all}
                  time: {field: resolvedAt}
                  periods: [day]
                  levels: [city]
                  dimensions: []
                  coverage: none
                  basis: test
                  targets: []
                  noTargets: {vi: "không", en: "none"}
                  open: true
                """;
        Files.createDirectories(folder.resolve("indicators"));
        Files.writeString(folder.resolve("indicators/test.yaml"), definition.replace(right, wrong));

        assertIsWrong(folder, message);
        Files.writeString(folder.resolve("indicators/test.yaml"), definition);
        assertThat(CatalogueLoader.load(CatalogueFiles.in(folder)).findDefinition("dg.test"))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[dueBy]; the schema has no field 'dueBy'",
                "[progress]; progress is no timestamp",
                "[dueAt, dueAt]; twice",
                "dueAt; a list"
            })
    void saysWhatIsWrongWithATypesDeadlines(String deadlines, String message, @TempDir Path folder) throws IOException {
        assertTypeIsWrong(
                folder, "deadlines: [dueAt]\n  reporting", "deadlines: " + deadlines + "\n  reporting", message);
    }

    /** Every field that a definition compares with, or waits for, and that says when something is due. */
    @Test
    void everyFieldOfADueMomentIsADeadline() {
        assertThat(SHIPPED.types())
                .flatExtracting(type -> type.shape().fields())
                .allSatisfy(field -> assertThat(field.deadline())
                        .as(field.name())
                        .isEqualTo(
                                field.name().toLowerCase(java.util.Locale.ROOT).endsWith("dueat")));
    }

    /** A type that reports by a regime without a deadline would never owe anything. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "{regime: nd-09-2019}; 'period' is missing",
                "{regime: nd-9-2019, period: month}; 'nd-9-2019' is no regime with a deadline",
                "{regime: calendar, period: month}; 'calendar' is no regime with a deadline",
                "{regime: nd-09-2019, period: week}; 'week' is no series of periods",
                "{regime: nd-09-2019, period: nine-months}; 'nine-months' is no series of periods",
                "{regime: nd-09-2019, period: year-to-date}; 'year-to-date' is no series of periods",
                "{regime: nd-09-2019, period: month, due: 3}; 'due' is not known here"
            })
    void saysWhatIsWrongWithATypesReporting(String reporting, String message, @TempDir Path folder) throws IOException {
        assertTypeIsWrong(folder, "{regime: nd-09-2019, period: month}", reporting, message);
    }

    /** The reporting periods are counted apart from all values, so declaring them recounts no value. */
    @Test
    void aTypesReportingChangesNoValue(@TempDir Path folder) throws IOException {
        try (InputStream types =
                Objects.requireNonNull(Catalogue.class.getResourceAsStream("/catalogue/event-types.yaml"))) {
            String yaml = new String(types.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(
                    folder.resolve("event-types.yaml"),
                    yaml.replace("{regime: nd-09-2019, period: month}", "{regime: nd-09-2019, period: quarter}"));
        }
        Catalogue changed = CatalogueLoader.load(CatalogueFiles.in(folder));

        assertThat(changed.fingerprint()).isEqualTo(SHIPPED.fingerprint());
        assertThat(changed.schedulesFingerprint()).isNotEqualTo(SHIPPED.schedulesFingerprint());
        assertThat(SHIPPED.schedule("plan-task")).isPresent();
        assertThat(SHIPPED.schedule("air-observation")).isEmpty();
    }

    private static void assertTypeIsWrong(Path folder, String shipped, String changed, String message)
            throws IOException {
        try (InputStream types =
                Objects.requireNonNull(Catalogue.class.getResourceAsStream("/catalogue/event-types.yaml"))) {
            String yaml = new String(types.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(yaml).containsOnlyOnce(shipped);
            Files.writeString(folder.resolve("event-types.yaml"), yaml.replace(shipped, changed));
        }
        assertThatThrownBy(() -> CatalogueLoader.load(CatalogueFiles.in(folder)))
                .isInstanceOf(CatalogueException.class)
                .hasMessageMatching("(?s)event-types.yaml:\\d+: .*")
                .hasMessageContaining(message);
    }

    private static void assertIsWrong(Path folder, String message) {
        assertThatThrownBy(() -> CatalogueLoader.load(CatalogueFiles.in(folder)))
                .isInstanceOf(CatalogueException.class)
                .hasMessageStartingWith("indicators/test.yaml")
                .hasMessageContaining(message);
    }

    /** Each of them would be found valid and stop the processor at the first event it counts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "vn-aqi-hourly; [station]; hour; {field: value}; vn-aqi-hourly needs 2 dimension(s)",
                "vn-aqi-daily; [station]; hour; {field: value}; vn-aqi-daily needs 2 dimension(s)",
                "vn-aqi-daily; [station, parameter]; day; {field: value}; vn-aqi-daily counts in base: hour",
                "freshness; [station, parameter]; hour; {field: value}; event must be 'none'",
                "distinct; [station]; hour; {field: value}; distinct counts whole occurrences",
                "rolling-distinct; [station]; month; {product: [value, value]}; rolling-distinct counts whole occurrences"
            })
    void aFoldIsGivenWhatItCannotWorkWithout(
            String fold, String dimensions, String base, String numerator, String message, @TempDir Path folder)
            throws IOException {
        Files.createDirectories(folder.resolve("indicators"));
        Files.writeString(
                folder.resolve("indicators/test.yaml"), """
                - id: live.test
                  version: 1
                  pillar: live
                  name: {vi: "Thử", en: "Test"}
                  formula: {vi: "a", en: "b"}
                  unit: "1"
                  direction: up
                  event: air-observation
                  fold: %s
                  distinct: station
                  numerator: %s
                  denominator: {count: all}
                  time: event
                  base: %s
                  periods: [%s]
                  levels: [city]
                  dimensions: %s
                  coverage: none
                  basis: test
                  targets: []
                  noTargets: {vi: "không", en: "none"}
                  open: true
                """.formatted(fold, numerator, base, base, dimensions));

        assertIsWrong(folder, message);
    }
}
