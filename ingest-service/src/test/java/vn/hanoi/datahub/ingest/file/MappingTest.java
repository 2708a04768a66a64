package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.AtTheDoor;
import vn.hanoi.datahub.ingest.admission.Submission;

class MappingTest {

    private static final String CELL = "s".repeat(1 << 16);
    private static final EventType AIR =
            AtTheDoor.CATALOGUE.findType("air-observation").orElseThrow();
    private static final List<String> COLUMNS =
            List.of("station", "parameter", "value", "averagingMinutes", "area", "time");

    @ParameterizedTest
    @CsvSource({"subject, '{statoin}/{parameter}'", "id, '{parameter}-{statoin}'"})
    void refusesATemplateThatNamesNothing(String attribute, String template) {
        Mapping mapping = Mapping.read(attribute + ": '" + template + "'", AIR);

        assertThatThrownBy(() -> mapping.check(COLUMNS))
                .isInstanceOfSatisfying(
                        UnreadableFileException.class,
                        e -> assertThat(e.detail()).isEqualTo(Detail.of("file.template", attribute, "statoin")));
    }

    @Test
    void takesATemplateOfColumnsFieldsAndTheTime() {
        Mapping mapping = Mapping.read("data: {value: 1}\nsubject: '{station}/{value}'\nid: '{station}-{time}'", AIR);

        assertThatCode(() -> mapping.check(List.of("station", "time"))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "'k,v\\na,1\\na,2\\n', has the key 'a' twice",
        "'k,v\\na,\"1', cannot be read at line 2",
        "'K,v\\na,1\\n', has no column 'k'",
        "'k,v\\n,1\\n', line 2 has no key",
        "'k,v\\na,1,2\\n', the row has 3 cells"
    })
    void refusesASecondTableThatCouldMeanTwoThings(String csv, String error) {
        String lookup = "lookup: {csv: \"" + csv.replace("\"", "\\\"") + "\", key: k, column: parameter}";

        assertThatThrownBy(() -> Mapping.read(lookup, AIR)).hasMessageContaining(error);
    }

    /**
     * Cells, templates, constants and a second table's cells come from a caller; a thousand of these events are in
     * memory at once.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "subject: '{station}{station}{station}'",
                "id: '{station}{station}{station}'",
                "data: {station: {column: station}, parameter: {column: station}, value: {column: station}, area: {column: station}}",
                "lookup: {csv: \"k,v\\nPM25,LONG\\n\", key: k, column: parameter}\ndata: {station: {lookup: v}, area: {lookup: v}}",
                "data: {station: LONG, area: LONG}",
                "system: LONG",
                "time: {column: station}"
            })
    void keepsNoMoreOfACellThanShowsThatItIsTooLong(String mapping) {
        Row row = Row.of(2, Map.of("station", CELL, "parameter", "PM25", "value", CELL, "time", CELL, "id", CELL));

        Submission event = Mapping.read(mapping.replace("LONG", CELL), AIR)
                .event(row, "H26.NNMT", Conventions.ofPrograms())
                .orElseThrow();

        assertThat(event.attributes().values()).allMatch(text -> text.length() <= WellFormed.LONGEST_ATTRIBUTE + 1);
        assertThat(event.data()).allMatch(text -> text.asString("").length() <= WellFormed.LONGEST_TEXT + 1);
        assertThat(event.data()).anyMatch(text -> text.asString("").length() > WellFormed.LONGEST_TEXT);
    }
}
