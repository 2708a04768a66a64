package vn.hanoi.datahub.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.domain.agency.Agency;

/** A and B become C, C is renamed and later split into D and E. */
class AgenciesOverTimeTest {

    private static final String AGENCIES = """
            - {code: H26.VP, name: {vi: V, en: V}, area: all, types: [work-dossier]}
            - {code: H26.A, name: {vi: a, en: a}, area: all, types: [procedure-dossier], to: 2024-06-30, successors: [H26.C]}
            - {code: H26.B, name: {vi: b, en: b}, area: all, types: [procedure-dossier], to: 2024-06-30, successors: [H26.C]}
            - code: H26.C
              name: {vi: "Sở Mới", en: "New"}
              area: all
              types: [procedure-dossier]
              from: 2024-07-01
              to: 2025-12-31
              successors: [H26.D, H26.E]
              formerNames: [{name: {vi: "Sở Cũ", en: "Old"}, to: 2025-02-28}]
            - {code: H26.D, name: {vi: d, en: d}, area: all, types: [procedure-dossier], from: 2026-01-01}
            - {code: H26.E, name: {vi: e, en: e}, area: all, types: [procedure-dossier], from: 2026-01-01}
            """;

    /** The shipped indicators and plans name agencies; a catalogue with others needs its own. */
    private static Catalogue load(Path folder, String agencies) throws IOException {
        String shipped = new String(
                Catalogue.class.getResourceAsStream("/catalogue/agencies.yaml").readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
        Files.writeString(
                folder.resolve("agencies.yaml"), shipped + agencies.substring(agencies.indexOf("- {code: H26.A")));
        return CatalogueLoader.load(CatalogueFiles.in(folder));
    }

    @Test
    void whoAnswersForWhom(@TempDir Path folder) throws IOException {
        Catalogue catalogue = load(folder, AGENCIES);
        Agency a = catalogue.findAgency("H26.A").orElseThrow();
        Agency c = catalogue.findAgency("H26.C").orElseThrow();

        assertThat(catalogue.heir(a, LocalDate.of(2024, 6, 30)).code()).isEqualTo("H26.A");
        assertThat(catalogue.heir(a, LocalDate.of(2024, 7, 1)).code()).isEqualTo("H26.C");
        assertThat(catalogue.heir(a, LocalDate.of(2026, 1, 1)).code())
                .as("after a split nobody answers alone")
                .isEqualTo("H26.C");
        assertThat(catalogue.predecessors("H26.D")).containsExactly("H26.A", "H26.B", "H26.C");
        assertThat(catalogue.answersFor("H26.C", LocalDate.of(2024, 6, 30))).containsExactly("H26.C");
        assertThat(catalogue.answersFor("H26.C", LocalDate.of(2024, 7, 1))).containsExactly("H26.A", "H26.B", "H26.C");
        assertThat(c.name(LocalDate.of(2025, 2, 28)).vi()).isEqualTo("Sở Cũ");
        assertThat(c.name(LocalDate.of(2025, 3, 1)).vi()).isEqualTo("Sở Mới");
        assertThat(c.isInForce(LocalDate.of(2024, 6, 30))).isFalse();
        assertThat(c.isInForce(LocalDate.of(2025, 12, 31))).isTrue();
        assertThat(c.isInForce(LocalDate.of(2026, 1, 1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "successors: [H26.C]; successors: [H26.Z]; there is no agency 'H26.Z'",
                "to: 2024-06-30, successors; successors; an agency with successors has a last day",
                "successors: [H26.D, H26.E]; successors: [H26.A]; would succeed itself",
                "to: 2025-12-31; to: 2024-01-01; the last day is before the first",
                "to: 2024-06-30; to: soon; 'soon' is not a date"
            })
    void aMistakeIsReported(String right, String wrong, String message, @TempDir Path folder) {
        assertThatThrownBy(() -> load(folder, AGENCIES.replaceFirst(java.util.regex.Pattern.quote(right), wrong)))
                .isInstanceOf(CatalogueException.class)
                .hasMessageStartingWith("agencies.yaml:")
                .hasMessageContaining(message);
    }
}
