package vn.hanoi.datahub.edge.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.access.AuditEvent;
import vn.hanoi.datahub.edge.config.SmallService;
import vn.hanoi.datahub.schemas.topic.Topics;

/** Every error is a problem, whoever finds it: a controller, Spring, Spring Security, or Tomcat itself. */
class ProblemAdviceTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static SmallService service;

    @BeforeAll
    static void start() {
        service = new SmallService(null);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static JsonNode problem(HttpResponse<String> answer, int status, String word) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("type").asString()).isEqualTo("urn:hanoi:datahub:problem:" + word);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asString()).isNotBlank();
        return problem;
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "bad, 400, bad-request, , say it otherwise",
        "missing, 404, not-found, , there is none",
        "forbidden, 403, forbidden, , not for you",
        "later, 503, not-now, 2, in a moment",
        "kafka, 503, kafka-unavailable, 5, 'Kafka does not answer; nothing of this request is acknowledged, send it again'",
        "cut, 400, broken-off, , the request broke off; nothing of it was taken",
        "unexpected, 500, internal, , the small service failed"
    })
    void eachFailureHasItsStatusAndType(String how, int status, String word, String retryAfter, String detail) {
        HttpResponse<String> answer = service.ask("GET", "/v1/fails/" + how);

        assertThat(problem(answer, status, word).path("detail").asString()).isEqualTo(detail);
        assertThat(answer.headers().firstValue("Retry-After").orElse(null)).isEqualTo(retryAfter);
    }

    /** What nothing reads is refused, and the answer names the member; it never quotes what was sent. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"agency\":\"H26\",\"cuont\":1} | there is no member 'cuont' here; did you mean 'count'?; members are agency, count, since, types",
                "{\"secret-9\":1} | there is no member 'secret-9' here; members are agency, count, since, types",
                "{\"agency\":1} | 'agency' must be a text",
                "{\"agency\":{\"x\":1}} | 'agency' must be a text",
                "{\"agency\":true} | 'agency' must be a text",
                "{\"since\":\"yesterday\"} | 'since' must be a moment such as \"2025-09-01T09:00:00+07:00\", in the years 1900 to 2999",
                "{\"since\":\"+999999999-01-01T00:00:00Z\"} | 'since' must be a moment such as \"2025-09-01T09:00:00+07:00\", in the years 1900 to 2999",
                "{\"since\":\"-0001-01-01T00:00:00Z\"} | 'since' must be a moment such as \"2025-09-01T09:00:00+07:00\", in the years 1900 to 2999",
                "{\"since\":\"0000-01-01T00:00:00Z\"} | 'since' must be a moment such as \"2025-09-01T09:00:00+07:00\", in the years 1900 to 2999",
                "{\"since\":\"1899-12-31T00:00:00+07:00\"} | 'since' must be a moment such as \"2025-09-01T09:00:00+07:00\", in the years 1900 to 2999",
                "{\"since\":\"3000-01-01T00:00:00+07:00\"} | 'since' must be a moment such as \"2025-09-01T09:00:00+07:00\", in the years 1900 to 2999",
                "{\"since\":5} | 'since' must be a moment such as \"2025-09-01T09:00:00+07:00\", in the years 1900 to 2999",
                "{\"types\":\"a\"} | 'types' must be a list",
                "{\"types\":[\"a\",[]]} | 'types.1' must be a text",
                "{\"count\":\"many\"} | 'count' must be a number",
                "{\"count\":99999999999} | 'count' must be a smaller number",
                "[] | 'the body' must be an object",
                "{\"count\":1,\"count\":2} | a member appears twice (line 1, column 19)",
                "{\"count\":1 | the body is not valid JSON (line 1, column 11)",
                "{\"count\":1} x | the body is not valid JSON (line 1, column 13)",
                "key=1 | the body is not valid JSON (line 1, column 1)",
                "`` | the body is missing, or is not valid JSON"
            })
    void namesWhatIsWrongWithABody(String body, String detail) {
        assertThat(problem(service.post("/v1/open/orders", body), 400, "http-400")
                        .path("detail")
                        .asString())
                .isEqualTo(detail);
    }

    @Test
    void readsABodyThatIsRight() {
        assertThat(service.post("/v1/open/orders", "{\"agency\":\"H26\",\"since\":null,\"types\":[\"a\"],\"count\":2}")
                        .statusCode())
                .isEqualTo(200);
    }

    /** A caller with a key must not fill the memory with what is refused in the end. */
    @Test
    void refusesABodyThatIsTooLarge_beforeItIsRead() {
        String large = "{\"agency\":\"" + "x".repeat(BodyLimit.MOST_BYTES) + "\"}";

        assertThat(problem(service.post("/v1/open/orders", large), 413, "http-413")
                        .path("detail")
                        .asString())
                .isEqualTo("a body has at most 64 kB here");
        assertThat(problem(service.postInChunks("/v1/open/orders", large), 413, "http-413"))
                .isNotNull();
    }

    @Test
    void aProblemQuotesLittleOfWhatWasSent() {
        String name = "x".repeat(60_000);
        assertThat(service.post("/v1/open/orders", "{\"" + name + "\":1}").body())
                .hasSizeLessThan(1_000);
        assertThat(Problem.of(HttpStatus.BAD_REQUEST, "bad-request", name).detail())
                .hasSizeLessThan(5_000);
    }

    @Test
    void namesEachParameterThatCannotBeRead() {
        assertThat(problem(service.ask("GET", "/v1/open/wanted?offset=x&word=y"), 400, "http-400")
                        .path("detail")
                        .asString())
                .isEqualTo("'offset' must be a number");
    }

    @Test
    void saysWhatAPartOfThePathMustBe() {
        assertThat(problem(service.ask("GET", "/v1/open/orders/first"), 400, "http-400")
                        .path("detail")
                        .asString())
                .isEqualTo("'number' must be a number");
    }

    @Test
    void whatIsForbiddenIsInTheAudit() {
        service.ask("GET", "/v1/fails/forbidden", "X-API-Key", "agency");

        assertThat(service.written.of(Topics.AUDIT))
                .filteredOn(event -> "H26.HCC".equals(event.getAgency()))
                .extracting(AuditEvent::getTarget, AuditEvent::getDetail)
                .containsExactly(tuple("GET /v1/fails/forbidden", "not for you"));
    }

    /** What fails inside is for the log: an address or a query tells an attacker where to go on. */
    @ParameterizedTest
    @ValueSource(strings = {"kafka", "unexpected", "cut"})
    void tellsNothingOfTheInside(String how) {
        assertThat(service.ask("GET", "/v1/fails/" + how).body())
                .doesNotContain("10.0.0.1")
                .doesNotContain("SELECT")
                .doesNotContain("peer")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource({
        "POST, /v1/open/x, 405, http-405",
        "TRACE, /v1/open/x, 405, http-405",
        "TRACE, /v1/no%20where, 405, http-405",
        "GET, /v1/open/, 404, http-404",
        "GET, /v1/open/x?q=%ff, 400, bad-request",
        "GET, /v1/open/%ff, 400, http-400"
    })
    void whatSpringRefuses_hasAStableTypeToo(String method, String path, int status, String word) {
        assertThat(problem(service.ask(method, path), status, word)
                        .path("instance")
                        .asString(path))
                .isNotEqualTo("/error")
                .isIn(path, URI.create(path).getRawPath());
        for (String accept : List.of("text/csv", "image/png", "x", ";")) {
            problem(service.ask(method, path, "Accept", accept), status, word);
        }
    }

    @Test
    void saysWhatThereIsInsteadOfAnAddressOrAMethod() {
        assertThat(service.ask("GET", "/v1/nothing").body())
                .contains("there is nothing at this address; /openapi.json lists all addresses");
        assertThat(service.ask("DELETE", "/v1/open/x").body())
                .contains("this address has no method DELETE; it has GET");
    }

    @Test
    void refusesATypeOfAnswerThatThereIsNot() {
        assertThat(service.ask("GET", "/v1/open/x", "Accept", "image/png").statusCode())
                .isEqualTo(406);
    }

    /** Subjects may hold anything, and come encoded in a path. */
    @ParameterizedTest
    @CsvSource({
        "S1%2FPM25, S1/PM25",
        "a;b=c, a",
        "a%3Bb, a;b",
        "100%25, 100%",
        "%2E%2E%2Fx, ../x",
        "%C4%91%C6%B0%E1%BB%9Dng%20L%C3%A1ng, đường Láng"
    })
    void aSubjectMayHoldAnything(String path, String subject) {
        HttpResponse<String> answer = service.ask("GET", "/v1/open/" + path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("subject").asString()).isEqualTo(subject);
    }

    /** No client sends these by itself, and each library would refuse to: they are written to the socket. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/open/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /v1/open/a b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /v1/open/x HTTP/1.1\r\nConnection: close\r\n\r\n",
                "nonsense\r\n\r\n",
                "GET /v1/open/../../x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            })
    void whatTomcatRefuses_isAProblemToo(String request) throws IOException {
        String answer = sent(request);

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("Content-Type: application/problem+json");
        assertThat(answer)
                .contains("\"type\":\"urn:hanoi:datahub:problem:http-400\"")
                .doesNotContain("Tomcat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT / HTTP/1.1", "GET / HTTP/9.9"})
    void whoSpeaksAnotherHttpIsNotToldThatTheHubFailed(String line) throws IOException {
        assertThat(sent(line + "\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 50")
                .contains("the request cannot be read");
    }

    private static String sent(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", URI.create(service.url()).getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whoAcceptsNothingThatThereIs_isToldWhatThereIs() {
        for (String accept : List.of("image/png", "x", "text/csv;q=0.1")) {
            HttpResponse<String> answer = service.ask("GET", "/v1/open/x", "Accept", accept);

            assertThat(answer.statusCode()).as(accept).isEqualTo(406);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(answer.body()).contains("names no media type that there is here");
        }
    }
}
