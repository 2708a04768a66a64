package vn.hanoi.datahub.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Whose copy is not stored when it is refused. */
class SubmissionTest {

    private static Submission of(String data) {
        return new Submission(Map.of("id", "1", "subject", "s1"), new JsonMapper().readTree(data));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\":\"gọi 0987\\n001\\n020\"}",
                "{\"method\":\"xe\\n30F-022.22\"}",
                "{\"method\":\"so\\f0987001024\"}",
                "{\"q\":\"x\\u00010987001025\"}",
                "{\"a\":[{\"b\":[1,\"0987001025\"]}]}",
                "{\"0987001025\":{}}",
                "{\"0987001025\":1}",
                "{\"so_cmnd\":\"012345678\"}",
                "{\"cmnd\":\"012345678\"}",
                "{\"method\":\"theo lời bà Trần Thị Hồng\"}",
                "{\"Trần Thị Lan\":1}",
                "\"0987001025\""
            })
    void findsPersonalDataInNamesAndValuesOfAnyDepth(String data) {
        assertThat(of(data).isPersonal()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"station\":\"S1\",\"value\":12.5,\"time\":\"2025-09-01T09:00:00+07:00\",\"area\":\"00166\"}",
                "{\"a\":[987,654,321],\"b\":[{\"c\":10},{\"d\":12}]}",
                "[]",
                "null",
                "12"
            })
    void othersAreStoredForTheirAgency(String data) {
        assertThat(of(data).isPersonal()).isFalse();
    }
}
