package vn.hanoi.datahub.edge.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.edge.config.SmallService;
import vn.hanoi.datahub.schemas.text.Nearest;

/** A parameter that nothing reads is a mistake, and the caller is told which one was meant. */
class UnreadParametersTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static SmallService service = new SmallService(null);

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "?query=1 | nothing reads the query parameter 'query'; read are q, words",
                "?q=1&%71%71=2 | nothing reads the query parameter 'qq'; did you mean 'q'?; read are q, words",
                "?q=1&Q=2 | nothing reads the query parameter 'Q'; did you mean 'q'?; read are q, words",
                "?q | the query parameter 'q' has no value; give it one, or leave it out",
                "?q= | the query parameter 'q' has no value; give it one, or leave it out",
                "?q=%20 | the query parameter 'q' has no value; give it one, or leave it out",
                "?q=a&q=b | the query parameter 'q' occurs twice; send it once",
                "?q=a&%71=a | the query parameter 'q' occurs twice; send it once",
                "?q=%FF | the query string cannot be decoded; it must be percent-encoded UTF-8",
                "?=1&limit | nothing reads the query parameter 'limit'; read are q, words"
            })
    void refuses(String query, String why) {
        HttpResponse<String> answer = service.ask("GET", "/v1/open/x" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("detail").asString()).isEqualTo(why);
    }

    @Test
    void takesWhatIsDeclared_andNothing() {
        for (String query : List.of("", "?", "?q=1", "?words=a&words=b", "?&q=1&", "?%71=1")) {
            assertThat(service.ask("GET", "/v1/open/x" + query).statusCode())
                    .as(query)
                    .isEqualTo(200);
        }
        assertThat(service.ask("GET", "/v1/fails/missing?q=1").statusCode()).isEqualTo(400);
    }

    /** A method that reads its parameters itself decides which it takes, but not which of two. */
    @ParameterizedTest
    @CsvSource({"limit=1&limit=2, 400", "$top=1&type=x&%24top=1, 400", "type=x&&limit=1, 200", "type=a&type2=a, 200"})
    void eachParameterOccursOnce(String query, int status) {
        assertThat(service.ask("GET", "/v1/open/any?" + query).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/open/x", "GET, /v1/open/any", "POST, /v1/operated"})
    void refusesABodyThatNothingReads(String method, String path) {
        for (HttpRequest.BodyPublisher body : List.of(
                HttpRequest.BodyPublishers.ofString("{}"),
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("{}".getBytes(UTF_8))))) {
            HttpResponse<String> answer = service.send(method, path, body, "X-API-Key", "operator");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(JSON.readTree(answer.body()).path("detail").asString())
                    .isEqualTo("nothing reads a body here; leave it out");
        }
        for (HttpRequest.BodyPublisher none : List.of(
                HttpRequest.BodyPublishers.noBody(),
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[0])))) {
            assertThat(service.send(method, path, none, "X-API-Key", "operator").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void takesABodyWhereOneIsRead() {
        assertThat(service.post("/v1/open/orders", "{").body()).contains("JSON");
        assertThat(service.post("/v1/nowhere", "{}").statusCode()).isNotEqualTo(400);
    }

    @Test
    void namesTheNearest() {
        assertThat(Nearest.to("aera", List.of("area", "period"))).contains("area");
        assertThat(Nearest.to("dryrun", List.of("dryRun", "type"))).contains("dryRun");
        assertThat(Nearest.to("as-of", List.of("asOf"))).contains("asOf");
        assertThat(Nearest.to("NO", List.of("CO", "NO2", "SO2"))).contains("NO2");
        assertThat(Nearest.to("SO", List.of("CO", "NO2", "SO2"))).contains("SO2");
        assertThat(Nearest.to("zzz", List.of("area", "period"))).isEmpty();
        assertThat(Nearest.to("x".repeat(5000), List.of("area"))).isEmpty();
    }
}
