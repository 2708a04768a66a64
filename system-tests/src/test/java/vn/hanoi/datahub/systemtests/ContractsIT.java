package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.asyncapi.v3._0_0.model.AsyncAPI;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.schemas.topic.Topics;

/** What the services say of themselves is what docs/contracts says: a contract does not change unseen. */
class ContractsIT {

    private static final Path CONTRACTS = Path.of("../docs/contracts");
    private static final Path MADE = Path.of("target/contracts");

    private final RunningHub hub = RunningHub.get();
    private final JsonMapper json = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"query-openapi", "ingest-openapi", "asyncapi"})
    void isTheOneWrittenDown(String contract) throws IOException {
        JsonNode served = hub.get(
                        (contract.startsWith("ingest") ? hub.settings.ingestUrl() : hub.settings.queryUrl())
                                + (contract.equals("asyncapi") ? "/asyncapi.json" : "/openapi.json"),
                        "application/json")
                .body();
        ((ObjectNode) served).remove("servers"); // where it runs is no part of what it promises
        String text = json.writeValueAsString(json.convertValue(served, Map.class)) + "\n";
        Files.createDirectories(MADE);
        Files.writeString(MADE.resolve(contract + ".json"), text);

        Path written = CONTRACTS.resolve(contract + ".json");
        assertThat(Files.exists(written) ? Files.readString(written) : "")
                .as(
                        "docs/contracts is not what the services serve; where the change is meant: mkdir -p docs/contracts; cp system-tests/target/contracts/* docs/contracts/")
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "ingest"})
    void everyParameterRequestAndAnswerHasAnExample(String service) {
        String base = service.equals("query") ? hub.settings.queryUrl() : hub.settings.ingestUrl();
        JsonNode contract = hub.get(base + "/openapi.json", "application/json").body();
        assertThat(contract.path("openapi").asString()).startsWith("3.1");
        List<String> missing = new ArrayList<>();
        contract.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String name = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                    JsonNode described = operation.getValue();
                    for (JsonNode parameter : described.path("parameters")) {
                        if (!parameter.has("description") || !parameter.has("example")) {
                            missing.add(name + " parameter "
                                    + parameter.path("name").asString());
                        }
                    }
                    for (JsonNode media : described.path("requestBody").path("content")) {
                        if (!media.has("example")) {
                            missing.add(name + " request");
                        }
                    }
                    described.path("responses").properties().forEach(response -> {
                        for (JsonNode media : response.getValue().path("content")) {
                            boolean isFile = media.path("schema")
                                            .path("format")
                                            .asString("")
                                            .equals("byte")
                                    || path.getKey().endsWith(".html");
                            if (response.getKey().startsWith("2") && !isFile && !media.has("example")) {
                                missing.add(name + " " + response.getKey());
                            }
                        }
                    });
                }));
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/areas", "/v1/agencies", "/sensorthings/v1.1"})
    void examplesHaveTheNamesOfRealAnswers(String path) {
        JsonNode example = hub.get("/openapi.json")
                .body()
                .path("paths")
                .path(path)
                .path("get")
                .path("responses")
                .path("200")
                .path("content")
                .path("application/json")
                .path("example");
        assertThat(names(example)).isSubsetOf(names(hub.get(path).body())).isNotEmpty();
    }

    /** The names of all properties, however deep. */
    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.properties().forEach(property -> {
            names.add(property.getKey());
            names.addAll(names(property.getValue()));
        });
        if (node.isArray()) {
            node.forEach(item -> names.addAll(names(item)));
        }
        return names;
    }

    /** Read by a model of AsyncAPI 3.0 that knows its every field. */
    @Test
    void theTopicsAreDescribedInAsyncApi() throws IOException {
        JsonNode served = hub.get("/asyncapi.json").body();

        AsyncAPI read = new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(served.toString(), AsyncAPI.class);

        List<String> topics = Topics.of(RunningHub.catalogue()).stream()
                .map(topic -> topic.name())
                .toList();
        assertThat(read.getChannels().keySet()).containsExactlyInAnyOrderElementsOf(topics);
        assertThat(read.getOperations().keySet())
                .containsExactlyInAnyOrderElementsOf(topics.stream()
                        .flatMap(topic -> Stream.of("send-" + topic, "receive-" + topic))
                        .toList());
        for (JsonNode message : served.path("components").path("messages")) {
            assertThat(new Schema.Parser()
                            .parse(message.path("payload").path("schema").toString())
                            .getFullName())
                    .startsWith("vn.hanoi.datahub.");
        }
        references(served, served);
    }

    private static void references(JsonNode document, JsonNode node) {
        if (node.has("$ref")) {
            String path = node.path("$ref").asString().substring(1);
            JsonNode at = document;
            for (String step : path.substring(1).split("/")) {
                at = at.path(step);
            }
            assertThat(at.isMissingNode()).as(path).isFalse();
        }
        node.forEach(child -> references(document, child));
    }
}
