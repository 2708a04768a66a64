package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.ingest.admission.AtTheDoor;
import vn.hanoi.datahub.ingest.admission.Submission;

class MappingTest {

    private static final String CELL = "s".repeat(1 << 16);
    private static final EventType AIR =
            AtTheDoor.CATALOGUE.findType("air-observation").orElseThrow();

    /** Cells, templates, constants and a second table's cells come from a caller; a thousand of these events are in memory at once. */
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
        Row row = new Row(2, Map.of("station", CELL, "parameter", "PM25", "value", CELL, "time", CELL, "id", CELL));

        Submission event = Mapping.read(mapping.replace("LONG", CELL), AIR)
                .event(row, "H26.NNMT", Decimals.POINT)
                .orElseThrow();

        assertThat(event.attributes().values()).allMatch(text -> text.length() <= WellFormed.LONGEST_ATTRIBUTE + 1);
        assertThat(event.data()).allMatch(text -> text.asString("").length() <= WellFormed.LONGEST_TEXT + 1);
        assertThat(event.data()).anyMatch(text -> text.asString("").length() > WellFormed.LONGEST_TEXT);
    }
}
