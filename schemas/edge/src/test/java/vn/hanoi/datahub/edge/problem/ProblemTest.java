package vn.hanoi.datahub.edge.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An error as readers get it, in the two ways it is written: by Spring, and before Spring. */
class ProblemTest {

    private static final Problem PROBLEM = Problem.of(HttpStatus.CONFLICT, "quarantined", "bộ đếm \"hỏng\"")
            .with("reason", "quarantined")
            .with("id", "e-1");

    @Test
    void saysTheSame_whoeverWritesIt() {
        JsonNode bytes = new JsonMapper().readTree(PROBLEM.bytes());
        ProblemDetail body = PROBLEM.body();

        assertThat(new String(PROBLEM.bytes(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"type\":\"urn:hanoi:datahub:problem:quarantined\",\"title\":\"quarantined\",\"status\":409,\"detail\":\"bộ đếm \\\"hỏng\\\"\",\"reason\":\"quarantined\",\"id\":\"e-1\"}");
        assertThat(body.getType()).hasToString(bytes.path("type").asString());
        assertThat(body.getTitle()).isEqualTo(bytes.path("title").asString());
        assertThat(body.getStatus()).isEqualTo(bytes.path("status").asInt());
        assertThat(body.getDetail()).isEqualTo(bytes.path("detail").asString());
        assertThat(body.getProperties()).isEqualTo(Map.of("reason", "quarantined", "id", "e-1"));
    }

    @Test
    void withAMemberMore_leavesTheOtherAsItWas() {
        Problem plain = Problem.of(HttpStatus.NOT_FOUND, "not-found", "there is none");

        plain.with("more", 1);

        assertThat(plain.more()).isEmpty();
    }

    @Test
    void saysWhenToComeBack_whereItSoonHelps() {
        assertThat(PROBLEM.answer("7").getHeaders().getFirst("Retry-After")).isEqualTo("7");
        assertThat(PROBLEM.answer().getHeaders().getFirst("Retry-After")).isNull();
        assertThat(PROBLEM.answer("7").getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(PROBLEM.answer().getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
    }
}
