package vn.hanoi.datahub.query.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hanoi.datahub.query.form.ValueRows;
import vn.hanoi.datahub.query.history.ListedReadings;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

class IndicatorsControllerTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-30T03:00:00Z"));
    private static final String PLAN = """
            id: own
            name: {vi: "Kế hoạch riêng", en: "Own plan"}
            about: {vi: "thử", en: "a test"}
            acts:
              - {number: "20/KH-UBND", title: {vi: "a", en: "b"}, issuer: {vi: "a", en: "b"}, date: 2026-02-10}
            groups: [{id: a, name: {vi: "a", en: "b"}}]
            items:
              - group: a
                number: "1"
                indicators: [ds.fibre_households]
                name: {vi: "a", en: "b"}
                targets:
                  - {by: 2031, level: city, kind: growth, value: 7}
                  - {by: 2032, level: city, kind: range, value: 90, to: 95}
                  - {by: 2033, level: city, kind: milestone, text: {vi: "hoàn thành", en: "done"}}
            """;

    /** Seven per cent more than the year before is not seven per cent of the households. */
    @Test
    void aTargetSaysOfWhatKindItIs(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("plans"));
        Files.writeString(folder.resolve("plans/own.yaml"), PLAN);
        Catalogue catalogue = CatalogueLoader.load(CatalogueFiles.in(folder));

        IndicatorsController.IndicatorView indicator = new IndicatorsController(
                        catalogue,
                        new Definitions(catalogue),
                        new ListedReadings(),
                        new ValueRows(catalogue, CLOCK),
                        CLOCK)
                .one("ds.fibre_households");

        assertThat(indicator.targets())
                .filteredOn(target -> target.plan().equals("own"))
                .extracting(target -> target.year() + " " + target.kind() + " " + target.comparison() + " "
                        + target.value() + " " + target.to())
                .containsExactly(
                        "2031 growth >= 7.0 null", "2032 range null 90.0 95.0", "2033 milestone null null null");
    }
}
