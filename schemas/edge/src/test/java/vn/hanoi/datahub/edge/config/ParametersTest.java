package vn.hanoi.datahub.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ParametersTest {

    private static SmallService service = new SmallService(null);

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({"true, 200", "false, 200", "yes, 400", "1, 400", "on, 400", "no, 400"})
    void aFlagIsTrueOrFalse(String flag, int status) {
        HttpResponse<String> answer = service.ask("GET", "/v1/open/flag?dry=" + flag);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new JsonMapper().readTree(answer.body()).path("detail").asString(""))
                .isEqualTo(status == 200 ? "" : "'dry' must be true or false");
    }
}
