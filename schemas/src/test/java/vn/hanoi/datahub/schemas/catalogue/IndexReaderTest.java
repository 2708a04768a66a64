package vn.hanoi.datahub.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.domain.score.CompositeIndex;

class IndexReaderTest {

    private static final String INDEX = """
            - id: own
              name: {vi: "a", en: "b"}
              about: {vi: "a", en: "b"}
              units: [H26.KHCN]
              groups: [{id: g, name: {vi: "a", en: "b"}}]
              criteria:
                - {id: c, name: {vi: "a", en: "b"}, group: g, max: 10, indicator: dg.tthc_on_time, line: {zero: 50, full: 100}}
            """;

    private static Catalogue load(Path folder, String indices) throws IOException {
        Files.writeString(folder.resolve("indices.yaml"), indices);
        return CatalogueLoader.load(CatalogueFiles.in(folder));
    }

    @Test
    void theExampleIsMarkedAsSuch() {
        CompositeIndex example = Shipped.CATALOGUE.indices().get("example-communes");

        assertThat(example.name().vi()).contains("ví dụ minh họa");
        assertThat(example.full()).isEqualByComparingTo(BigDecimal.valueOf(100));
        assertThat(example.isOfCommunes()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "H26.KHCN; H26.XX; :4: there is no agency 'H26.XX'",
                "units: [H26.KHCN]; units: districts; :4: units are communes, or a list of agencies",
                "group: g, max; group: h, max; :7: the index has no group 'h'",
                "dg.tthc_on_time; dg.on_time; :7: there is no indicator 'dg.on_time'",
                "dg.tthc_on_time; traffic.speed_ratio; :7: traffic.speed_ratio has no values of years",
                "zero: 50; zero: 100; :7: zero and full are the same value",
                "indicator: dg.tthc_on_time, line: {zero: 50, full: 100}; kind: bonus; :7: a criterion has an indicator, reported points, or both",
                ", line: {zero: 50, full: 100}; , kind: bonus; :7: an indicator is scored by a table or a line",
                "max: 10; max: -1; :7: points are 0 to 1000",
                "max: 10; max: NaN; :7: 'NaN' is not a number",
                "max: 10; max: 10, wieght: 2; 'wieght' is not known here"
            })
    void namesFileAndLineOfWhatIsWrong(String right, String wrong, String message, @TempDir Path folder)
            throws IOException {
        assertThat(load(folder, INDEX).indices()).containsOnlyKeys("own");

        assertThatThrownBy(() -> load(folder, INDEX.replaceFirst(Pattern.quote(right), wrong)))
                .isInstanceOf(CatalogueException.class)
                .hasMessageStartingWith("indices.yaml")
                .hasMessageContaining(message);
    }
}
