package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/** A and B become C on 1 July 2024; C is split on 1 January 2026; F ends without a successor. */
class SeriesFactsTest {

    private static final String AGENCIES = """
            - {code: H26.A, name: {vi: a, en: a}, area: all, types: [dataset], to: 2024-06-30, successors: [H26.C]}
            - {code: H26.B, name: {vi: b, en: b}, area: all, types: [dataset], to: 2024-06-30, successors: [H26.C]}
            - {code: H26.C, name: {vi: c, en: c}, area: all, types: [dataset], from: 2024-07-01, to: 2025-12-31, successors: [H26.D, H26.E]}
            - {code: H26.D, name: {vi: d, en: d}, area: all, types: [dataset], from: 2026-01-01}
            - {code: H26.E, name: {vi: e, en: e}, area: all, types: [procedure], from: 2026-01-01}
            - {code: H26.F, name: {vi: f, en: f}, area: all, types: [dataset], to: 2024-07-15, successors: [H26.G]}
            - {code: H26.G, name: {vi: g, en: g}, area: all, types: [procedure], from: 2024-07-16}
            """;

    @Test
    void agenciesAreExpectedWhileTheyExist_andThenTheirSuccessors(@TempDir Path folder) throws IOException {
        SeriesFacts shipped = facts(CatalogueLoader.load(CatalogueFiles.shipped()));
        SeriesFacts facts = facts(load(folder));
        int others = shipped.expectedUnits(Period.parse("2024-06"));

        assertThat(facts.expectedUnits(Period.parse("2024-06"))).as("A, B, F").isEqualTo(others + 3);
        assertThat(facts.expectedUnits(Period.parse("2024-07"))).as("C").isEqualTo(others + 1);
        assertThat(facts.expectedUnits(Period.parse("2025"))).as("C").isEqualTo(others + 1);
        assertThat(facts.expectedUnits(Period.parse("2026-01"))).as("D").isEqualTo(others + 1);

        assertThat(facts.expectedAgency("H26.A", Period.parse("2024-06"))).isEqualTo("H26.A");
        assertThat(facts.expectedAgency("H26.A", Period.parse("2024-Q3"))).isEqualTo("H26.C");
        assertThat(facts.expectedAgency("H26.C", Period.parse("2024-06")))
                .as("not yet")
                .isNull();
        assertThat(facts.expectedAgency("H26.A", Period.parse("2026")))
                .as("of two successors neither takes over alone")
                .isNull();
        assertThat(facts.expectedAgency("H26.F", Period.parse("2024-07")))
                .as("the successor may not publish the type")
                .isNull();
        assertThat(facts.expectedAgency("H26.VP", Period.parse("2026"))).isEqualTo("H26.VP");
    }

    private static SeriesFacts facts(Catalogue catalogue) {
        return new SeriesFacts(
                catalogue,
                catalogue.findDefinition("dg.open_data_agencies").orElseThrow(),
                catalogue.areas().city().id(),
                LocalDateTime.of(2026, 6, 1, 0, 0));
    }

    private static Catalogue load(Path folder) throws IOException {
        String shipped = new String(
                Catalogue.class.getResourceAsStream("/catalogue/agencies.yaml").readAllBytes(), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("agencies.yaml"), shipped + AGENCIES);
        return CatalogueLoader.load(CatalogueFiles.in(folder));
    }
}
