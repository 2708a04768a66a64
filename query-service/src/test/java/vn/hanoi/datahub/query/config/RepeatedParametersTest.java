package vn.hanoi.datahub.query.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatedParametersTest {

    @ParameterizedTest
    @CsvSource({
        "limit=1&limit=2, limit",
        "$top=1&type=x&%24top=1, $top",
        "type=x&&limit=1, ''",
        "type=a&type2=a, ''",
        "'', ''"
    })
    void aParameterIsGivenOnce(String query, String repeated) {
        assertThat(RepeatedParameters.first(query).orElse("")).isEqualTo(repeated);
    }
}
