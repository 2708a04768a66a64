package vn.hanoi.datahub.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slips of the pen in a copy of a shipped file: each is refused at its own line. */
class CatalogueLimitsTest {

    private static String shipped(String file) throws IOException {
        try (InputStream yaml = Objects.requireNonNull(Catalogue.class.getResourceAsStream("/catalogue/" + file))) {
            return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertIsRefused(Path folder, String start, String message) {
        assertThatThrownBy(() -> CatalogueLoader.load(CatalogueFiles.in(folder)))
                .isInstanceOf(CatalogueException.class)
                .hasMessageStartingWith(start)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                // numbers
                "plans/plan-239.yaml; value: 100}; value: 1e999999999}; '1e999999999' is beyond 10^15",
                "plans/plan-239.yaml; value: 100}; value: 1e400}; '1e400' is beyond 10^15",
                "plans/plan-239.yaml; value: 100}; value: 1e-999999999}; has more than nine decimals",
                "plans/plan-239.yaml; value: 100}; value: NaN}; 'NaN' is not a number",
                "plans/plan-239.yaml; indicators: 27; indicators: -27; '-27' is not a whole number from 0",
                "indices.yaml; max: 30; max: 1e-999999999; has more than nine decimals",
                "indices.yaml; zero: 40; zero: 1e999999999; is beyond 10^15",
                "event-types.yaml; {min: 0, max: 100}; {min: 1e999999999}; is beyond 10^15",
                "indicators/digital-government.yaml; version: 1; version: -1; '-1' is not a whole number from 0",
                // dates
                "plans/plan-239.yaml; by: 2025; by: 1900; '1900' is not in the years 1945 to 2199",
                "plans/plan-239.yaml; date: 2023-09-27; date: 9999-12-31; '9999-12-31' is not in the years",
                "plans/plan-239.yaml; from: 2023-09-27; from: 2000-01-01; in force before it was signed, on 2023-09-27",
                "working-days.yaml; 2021-01-01; 1021-01-01; '1021-01-01' is not a day",
                "areas/areas.csv; ,2008-08-01,,; ,1008-08-01,,; '1008-08-01' is not in the years",
                "areas/areas.csv; 105.834; NaN; longitude is NaN",
                // lengths of time
                "alerts.yaml; lasts: PT15M; lasts: -PT5M; '-PT5M' is negative",
                "alerts.yaml; lasts: PT15M; lasts: P9999999D; 'P9999999D' is negative, or longer than ten years",
                "alerts.yaml; expires: PT4H; expires: -PT4H; '-PT4H' is negative",
                "alerts.yaml; expires: PT4H; expires: PT0S; an alert that expires at once",
                "alerts.yaml; margin: 0.1; margin: -7; the margin must not be negative",
                "indicators/live-city.yaml; cadence: PT1H; cadence: P0D; a cadence is longer than nothing",
                "indicators/live-city.yaml; cadence: PT1H; cadence: P99999Y; longer than ten years",
                // ids and names
                "indices.yaml; example-communes; Example Communes/; 'Example Communes/' is not an id",
                "indices.yaml; id: example-communes; id: ''; '' is not an id",
                "indices.yaml; id: online; id: ''; '' is not an id",
                "alerts.yaml; id: air.vn_aqi; id: a b/c; 'a b/c' is not an id",
                "alerts.yaml; id: air.vn_aqi; id: ''; '' is not an id",
                "agencies.yaml; code: H26.VP; code: 'H26 V/P'; 'H26 V/P' is not an id",
                "agencies.yaml; code: H26.VP; code: '-'; '-' is not an id",
                "agencies.yaml; Văn phòng UBND Thành phố;  ; a text is expected",
                "plans/plan-239.yaml; number: ^239/KH-UBND^; number: ' '; a text is expected",
                // lists
                "agencies.yaml; [procedure, work-dossier, work-task, plan-task, citizen-report, periodic-report, document, inspection, dataset]; []; the list is empty",
                "agencies.yaml; [procedure, work; [procedure, procedure, work; 'procedure' is in the list twice",
                "indices.yaml; [{from: 80, points: 10}, {from: 90, points: 20}, {from: 98, points: 30}]; []; the list is empty",
                "indices.yaml; from: 90; from: 80; the steps of a table must be in ascending order",
                "indices.yaml; from: 90; from: 70; the steps of a table must be in ascending order",
                "indices.yaml; points: 20; points: 31; more than the most points of the criterion, 30",
                "indices.yaml; id: society; id: government; 'government' is defined twice",
                "working-days.yaml; - 2021-04-21; - 2021-01-01; 2021-01-01 is in the list twice",
                "working-days.yaml; - 2026-01-10; - 2026-01-02; 2026-01-02 is both off and worked",
                // what belongs together
                "alerts.yaml; watches: feed; watches: feed\\n  indicator: river.level; 'indicator' belongs to a rule that watches a value",
                "alerts.yaml; watches: report; watches: feed; has the period hour",
                "alerts.yaml; indicator: river.level; indicator: rain.accumulation; rain.accumulation has no alarms",
                "agencies.yaml; communes: true; communes: true\\n  code: H26.X; leave out code and area",
                "event-types.yaml; {min: 0, max: 100}; {min: 5, max: 1}; a maximum of progress is below its minimum",
                "event-types.yaml; {min: 0, max: 100}; {}; bounds are written {min: 0}",
                "event-types.yaml; amount: {min: 0}; sector: {min: 0}; sector is not a number",
                "event-types.yaml; area: area; area: sector; the field 'sector' contains no area",
            })
    void aSlipIsRefusedAtItsLine(String file, String right, String wrong, String message, @TempDir Path folder)
            throws IOException {
        String text = shipped(file);
        String shippedText = right.replace("^", "\"");
        int at = text.indexOf(shippedText);
        assertThat(at).as(right).isNotNegative();
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(
                folder.resolve(file),
                text.substring(0, at)
                        + (wrong == null ? "" : wrong.replace("\\n", "\n"))
                        + text.substring(at + shippedText.length()));

        assertIsRefused(folder, file + ":", message);
    }

    @Test
    void anActDoesNotAmendItself(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("plans"));
        Files.writeString(
                folder.resolve("plans/plan-239.yaml"),
                shipped("plans/plan-239.yaml")
                        .replace("    from: 2023-09-27\n", "    from: 2023-09-27\n    amends: [239/KH-UBND]\n"));

        assertIsRefused(folder, "plans/plan-239.yaml:17: ", "an act does not refer to itself");
    }

    @Test
    void aPlanWithoutItemsIsRefused(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("plans"));
        String plan = shipped("plans/plan-239.yaml");
        Files.writeString(
                folder.resolve("plans/plan-239.yaml"), plan.substring(0, plan.indexOf("\nitems:")) + "\nitems: []\n");

        assertIsRefused(folder, "plans/plan-239.yaml:", "the list is empty");
    }

    @ParameterizedTest
    @CsvSource({
        "plans/own.yml, did you mean 'plans/own.yaml'?",
        "plans/OWN.YAML, did you mean 'plans/OWN.yaml'?",
        "regime.yaml, did you mean 'regimes.yaml'?",
        "indicator/x.yaml, did you mean 'indicators/'?",
        "areas/area.csv, did you mean 'areas/areas.csv'?",
        "own.yaml, known are agencies.yaml"
    })
    void aFileThatNothingReadsIsRefused(String file, String advice, @TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), "[]");

        assertIsRefused(folder, file.substring(0, 4), advice);
    }

    /** What version control, mounted volumes and copies of the shipped folder bring along. */
    @ParameterizedTest
    @ValueSource(strings = {".git/config", "..data/alerts.yaml", "README.md", "plans.schema.json", "plans/README"})
    void filesForPeopleAreNoMistake(String file, @TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), "{}");

        assertThat(CatalogueLoader.load(CatalogueFiles.in(folder)).plans().all())
                .isNotEmpty();
    }

    @Test
    void aFileInAnotherEncodingIsRefused(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("regimes.yaml"), "# one\n# Ky theo lâch\n", Charset.forName("windows-1258"));

        assertIsRefused(folder, "regimes.yaml:2: ", "is not UTF-8 from byte 18; save it as UTF-8");
    }
}
