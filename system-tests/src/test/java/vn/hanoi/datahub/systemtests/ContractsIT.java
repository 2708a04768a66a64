package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.asyncapi.v3._0_0.model.AsyncAPI;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
    private final JsonMapper json =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @ParameterizedTest
    @ValueSource(strings = {"query-openapi", "ingest-openapi", "asyncapi"})
    void isTheOneWrittenDown(String contract) throws IOException {
        JsonNode served = hub.get(
                        (contract.startsWith("ingest") ? hub.settings.ingestUrl() : hub.settings.queryUrl())
                                + (contract.equals("asyncapi") ? "/asyncapi.json" : "/openapi.json"),
                        "application/json")
                .body();
        ((ObjectNode) served).remove("servers"); // where it runs is no part of what it promises
        sorted(served, "paths"); // the others are in the order of the code
        sorted(served.path("components"), "schemas");
        String text = json.writeValueAsString(served) + "\n";
        Files.createDirectories(MADE);
        Files.writeString(MADE.resolve(contract + ".json"), text);

        Path written = CONTRACTS.resolve(contract + ".json");
        assertThat(Files.exists(written) ? Files.readString(written) : "")
                .as(
                        "docs/contracts is not what the services serve; where the change is meant: mkdir -p docs/contracts; cp system-tests/target/contracts/* docs/contracts/")
                .isEqualTo(text);
    }

    private static void sorted(JsonNode parent, String member) {
        if (parent.path(member) instanceof ObjectNode object) {
            TreeMap<String, JsonNode> members = new TreeMap<>();
            object.properties().forEach(each -> members.put(each.getKey(), each.getValue()));
            object.removeAll();
            object.setAll(members);
        }
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

    /** A member that the schema does not know, lacks or types otherwise is a mistake in one of the two. */
    @ParameterizedTest
    @ValueSource(strings = {"query", "ingest"})
    void examplesAndRealAnswersAreAsTheirSchemasSay(String service) {
        String base = service.equals("query") ? hub.settings.queryUrl() : hub.settings.ingestUrl();
        JsonNode contract = hub.get(base + "/openapi.json", "application/json").body();
        List<String> wrong = new ArrayList<>();
        contract.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String name = operation.getKey() + " " + path.getKey();
                    operation.getValue().path("responses").properties().forEach(response -> {
                        JsonNode media = response.getValue().path("content").path("application/json");
                        if (response.getKey().startsWith("2") && media.has("schema")) {
                            if (!media.path("schema").toString().contains("$ref")) {
                                wrong.add(name + " has no named schema");
                            }
                            mistakes(contract, media, media.path("example"))
                                    .forEach(mistake -> wrong.add(name + mistake));
                            if (operation.getKey().equals("get")
                                    && !path.getKey().contains("{")) {
                                RunningHub.Answer real = hub.ask(
                                        "GET", base + path.getKey(), Map.of("X-API-Key", hub.operatorKey()), "");
                                if (real.status() == 200) {
                                    mistakes(contract, media, real.body())
                                            .forEach(mistake -> wrong.add("real " + name + mistake));
                                }
                            }
                        }
                    });
                }));
        assertThat(wrong).isEmpty();
    }

    private List<String> mistakes(JsonNode contract, JsonNode media, JsonNode answer) {
        ObjectNode schema = (ObjectNode) media.path("schema").deepCopy();
        ObjectNode components = (ObjectNode) contract.path("components").deepCopy();
        components.path("schemas").forEach(named -> {
            if (named.has("properties")) {
                ((ObjectNode) named).put("additionalProperties", false);
            }
        });
        schema.set("components", components);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(answer)
                .stream()
                .map(error -> " " + error.getInstanceLocation() + " " + error.getMessage())
                .toList();
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
        for (JsonNode channel : served.path("channels")) {
            channel.findPath("cleanup.policy")
                    .forEach(policy -> assertThat(policy.asString()).isIn("compact", "delete"));
        }
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
