package vn.hanoi.datahub.ingest.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.ingest.admission.AtTheDoor;
import vn.hanoi.datahub.ingest.admission.UnreadableException;

/** Mappings are stored, so all their texts are searched for personal data: values, keys, tables and comments. */
class MappingBodyTest {

    private final EventType type =
            AtTheDoor.CATALOGUE.findType("traffic-observation").orElseThrow();

    private static String mapping(String table, String rest) {
        return """
                system: counters
                lookup: {csv: "%s", key: id, column: link}
                data:
                  link: {column: link}
                  area: "00190"
                  speedKmh: {column: speed}
                  freeFlowKmh: {lookup: limit}
                  vehicles: {column: vehicles}
                  averagingMinutes: 5
                time: {column: time}
                subject: "{link}"
                %s
                """.formatted(table, rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# ask Lan, 0912 345 678",
                "emptyWhen: ['an@example.vn']",
                "emptyWhen: [\"\\x30912345678\"]",
                "emptyWhen: [\"0912\\\n  345678\"]"
            })
    void refusesPersonalDataInAnyText(String rest) {
        assertThatThrownBy(() -> MappingBody.check(mapping("id,limit\\na,50\\n", rest), type))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("file.mapping-personal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,limit,owner\\na,50,0912345678\\n", "id,limit\\n0912345678,50\\n"})
    void refusesPersonalDataInTheSecondTable(String table) {
        assertThatThrownBy(() -> MappingBody.check(mapping(table, ""), type))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("file.mapping-personal");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] latin = "system: Láng".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> MappingBody.read(new ByteArrayInputStream(latin), "application/yaml"))
                .isInstanceOfSatisfying(
                        UnreadableException.class,
                        e -> assertThat(e.refused().detail().toString()).endsWith("it is not UTF-8"));
    }

    @Test
    void takesEscapesAndCodesForWhatTheyAre() {
        String table =
                "id,limit,street,name\\na,50,S\\xF8ftenvej,BT_0020 4364 4349\\nb,60,\\u00C5by,BT_0021 4349 4364\\n";

        assertThatCode(() -> MappingBody.check(mapping(table, "# Đường Vành đai 3"), type))
                .doesNotThrowAnyException();
    }
}
