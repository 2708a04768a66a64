package vn.hanoi.datahub.standalone.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.schemas.connection.ServiceKey;

/** What the registry answers over HTTP, in the words and codes of Confluent's API. */
class RegistryServerTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Schema FIRST = SchemaLog.schema("a string");
    private static final Schema FOLLOWS = SchemaLog.schema("a string", "b int 0");
    private static final Schema BREAKS = SchemaLog.schema("a string", "b int");

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private final SchemaLog log = new SchemaLog(true);
    private final RegistryServer registry = RegistryServer.start(log.store(), new ServiceKey(KEY), "127.0.0.1", 0);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        registry.close();
    }

    private record Answer(int status, JsonNode body) {
        int code() {
            return body.path("error_code").asInt();
        }
    }

    private HttpRequest request(String verb, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + registry.port() + path))
                .method(verb, BodyPublishers.ofString(body))
                .header("Authorization", basic("hub:" + KEY))
                .build();
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** Everybody reads; a schema that is changed changes what every reader of a topic gets. */
    @Test
    void whoShowsNoKeyChangesNothing() throws Exception {
        register("s-value", FIRST);
        List<String[]> changes = List.of(
                new String[] {"POST", "/subjects/s-value/versions", body(FOLLOWS)},
                new String[] {"POST", "/subjects/new-value/versions", body(FIRST)},
                new String[] {"DELETE", "/subjects/s-value", ""},
                new String[] {"PUT", "/config", "{\"compatibility\":\"NONE\"}"},
                new String[] {"PUT", "/config/s-value", "{\"compatibility\":\"NONE\"}"});
        List<String> shown =
                List.of("", "Basic", "Basic ???", "Bearer " + KEY, basic(KEY), basic("hub:"), basic("me:" + KEY));
        for (String[] change : changes) {
            for (String credentials : shown) {
                HttpRequest.Builder request = HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + registry.port() + change[1]))
                        .method(change[0], BodyPublishers.ofString(change[2]));
                if (!credentials.isEmpty()) {
                    request.header("Authorization", credentials);
                }
                Answer answer = answer(client.send(request.build(), BodyHandlers.ofString()));
                assertThat(answer.status())
                        .as(change[1] + " with " + credentials)
                        .isEqualTo(401);
                assertThat(answer.body().path("message").asString()).contains("HUB_SERVICE_KEY");
            }
        }
        assertThat(get("/subjects").body().toString()).isEqualTo("[\"s-value\"]");
        assertThat(get("/subjects/s-value/versions").body().toString()).isEqualTo("[1]");
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }

    private Answer ask(String verb, String path, String body) throws IOException, InterruptedException {
        return answer(client.send(request(verb, path, body), BodyHandlers.ofString()));
    }

    private Answer get(String path) throws IOException, InterruptedException {
        return ask("GET", path, "");
    }

    private static String body(Schema schema) {
        return JSON.writeValueAsString(JSON.createObjectNode().put("schema", schema.toString()));
    }

    private Answer register(String subject, Schema schema) throws IOException, InterruptedException {
        return ask("POST", "/subjects/" + subject + "/versions", body(schema));
    }

    @Test
    void whatIsRegistered_isFoundBySubjectVersionAndId() throws Exception {
        JsonNode first = register("s-value", FIRST).body();
        JsonNode second = register("s-value", FOLLOWS).body();
        int id = second.path("id").asInt();

        assertThat(first.path("version").asInt()).isEqualTo(1);
        assertThat(second.path("version").asInt()).isEqualTo(2);
        assertThat(get("/subjects").body()).hasToString("[\"s-value\"]");
        assertThat(get("/subjects/s-value/versions").body()).hasToString("[1,2]");
        assertThat(get("/subjects/s-value/versions/1").body().path("schema").asString())
                .isEqualTo(FIRST.toString());
        assertThat(get("/subjects/s-value/versions/latest").body().path("id").asInt())
                .isEqualTo(id);
        assertThat(get("/subjects/s-value/versions/2/schema").body()).hasToString(FOLLOWS.toString());
        assertThat(get("/schemas/ids/" + id).body().path("schema").asString()).isEqualTo(FOLLOWS.toString());
        assertThat(get("/schemas/ids/" + id + "/subjects").body()).hasToString("[\"s-value\"]");
        assertThat(get("/schemas/ids/" + id + "/versions")
                        .body()
                        .path(0)
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        assertThat(ask("POST", "/subjects/s-value", body(FIRST))
                        .body()
                        .path("version")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void whatIsNotThere_isAnswered404_withConfluentsCodes() throws Exception {
        register("s-value", FIRST);

        assertThat(get("/subjects/other/versions").code()).isEqualTo(40401);
        assertThat(get("/subjects/other/versions/1").code()).isEqualTo(40401);
        assertThat(ask("DELETE", "/subjects/other", "").code()).isEqualTo(40401);
        assertThat(ask("POST", "/subjects/other", body(FIRST)).code()).isEqualTo(40401);
        assertThat(get("/subjects/s-value/versions/2").code()).isEqualTo(40402);
        assertThat(ask("POST", "/subjects/s-value", body(FOLLOWS)).code()).isEqualTo(40403);
        assertThat(get("/schemas/ids/99").code()).isEqualTo(40403);
        assertThat(get("/config/s-value").code()).isEqualTo(40408);
        assertThat(get("/subjects/other/versions").status()).isEqualTo(404);
        assertThat(get("/config/s-value?defaultToGlobal=true").body())
                .hasToString("{\"compatibilityLevel\":\"BACKWARD\"}");
    }

    @Test
    void whatIsNotASchemaOrARule_isAnswered422() throws Exception {
        assertThat(ask("POST", "/subjects/s-value/versions", "{\"schema\":\"{\"}")
                        .code())
                .isEqualTo(42201);
        assertThat(ask("POST", "/subjects/s-value/versions", "no JSON").code()).isEqualTo(42201);
        assertThat(ask("POST", "/subjects/s-value/versions", "{\"schemaType\":\"PROTOBUF\",\"schema\":\"x\"}")
                        .code())
                .isEqualTo(42201);
        assertThat(ask("PUT", "/config", "{\"compatibility\":\"SOME\"}").code()).isEqualTo(42203);
        register("s-value", FIRST);
        assertThat(get("/subjects/s-value/versions/first").code()).isEqualTo(42202);
        assertThat(log.keys()).hasSize(1);
    }

    @Test
    void whatWouldBreakAReader_isAnswered409_andFoundOutBeforehand() throws Exception {
        register("s-value", FIRST);

        Answer refused = register("s-value", BREAKS);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("message").asString()).contains("s-value", "/fields/1");
        String check = "/compatibility/subjects/s-value/versions/latest";
        assertThat(ask("POST", check, body(BREAKS)).body().path("is_compatible").asBoolean())
                .isFalse();
        assertThat(ask("POST", check, body(FOLLOWS))
                        .body()
                        .path("is_compatible")
                        .asBoolean())
                .isTrue();
        assertThat(get("/subjects/s-value/versions").body()).hasToString("[1]");
    }

    @Test
    void aSubjectCanBeDeleted_asAWhole() throws Exception {
        register("s-value", FIRST);
        register("s-value", FOLLOWS);

        assertThat(ask("DELETE", "/subjects/s-value", "").body()).hasToString("[1,2]");
        assertThat(get("/subjects").body()).hasToString("[]");
    }

    /** An answer that all went well would be believed. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "DELETE, /subjects/s-value/versions/1, GET",
        "DELETE, /subjects/s-value/versions, 'GET, POST'",
        "PUT, /subjects/s-value, 'POST, DELETE'",
        "GET, /subjects/s-value, 'POST, DELETE'",
        "POST, /subjects, GET",
        "DELETE, /config/s-value, 'GET, PUT'",
        "DELETE, /config, 'GET, PUT'",
        "POST, /schemas/ids/1, GET",
        "GET, /compatibility/subjects/s-value/versions/1, POST",
        "PUT, /mode, GET",
        "POST, /, GET"
    })
    void whatTheRegistryDoesNotDo_isRefused_andChangesNothing(String verb, String path, String allowed)
            throws Exception {
        register("s-value", FIRST);
        ask("PUT", "/config/s-value", "{\"compatibility\":\"FULL\"}");

        HttpResponse<String> refused = client.send(request(verb, path, body(FOLLOWS)), BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(answer(refused).code()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Allow")).contains(allowed);
        assertThat(get("/subjects/s-value/versions").body()).hasToString("[1]");
        assertThat(get("/config/s-value").body()).hasToString("{\"compatibilityLevel\":\"FULL\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "////",
        "/nothing",
        "/subjects/s-value/nothing",
        "/subjects/s-value/nothing/1",
        "/schemas",
        "/schemas/ids/first",
        "/compatibility/subjects"
    })
    void aPlaceThatIsNotThere_isAnswered404(String path) throws Exception {
        register("s-value", FIRST);

        assertThat(get(path).status()).isEqualTo(404);
    }

    /** Each breaks the readers of the other: whoever comes second is refused, however close. */
    @Test
    void ofTwoSchemasThatComeAtOnce_noneBreaksTheOther() throws Exception {
        for (int round = 0; round < 40; round++) {
            String subject = "s" + round;
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (Schema schema : List.of(SchemaLog.schema("a int"), SchemaLog.schema("b int"))) {
                answers.add(client.sendAsync(
                                request("POST", "/subjects/" + subject + "/versions", body(schema)),
                                BodyHandlers.ofString())
                        .thenApply(HttpResponse::statusCode));
            }

            assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 409);
        }
    }
}
