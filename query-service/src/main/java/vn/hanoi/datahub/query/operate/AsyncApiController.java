package vn.hanoi.datahub.query.operate;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * Serves the topics as an AsyncAPI 3.0 document with Kafka bindings, generated from the catalogue. It is the contract
 * that other systems can rely on.
 */
@RestController
@Tag(name = "contracts")
class AsyncApiController {

    /** Version of the AsyncAPI Kafka bindings. */
    private static final String BINDING_VERSION = "0.5.0";

    private static final String AVRO = "application/vnd.apache.avro;version=1.9.0";

    private final Map<String, Object> document;

    public AsyncApiController(Catalogue catalogue, JsonMapper json) {
        document = document(catalogue, json);
    }

    /** Returns the document; it is the same for all readers of this catalogue. */
    @Operation(operationId = "getAsyncApi", summary = "The topics, as AsyncAPI 3.0")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema =
                                    @io.swagger.v3.oas.annotations.media.Schema(
                                            implementation = AsyncApiDocument.class)))
    @GetMapping(path = "/asyncapi.json")
    Map<String, Object> asyncApi() {
        return document;
    }

    private static Map<String, Object> document(Catalogue catalogue, JsonMapper json) {
        Map<String, String> events = Topics.events(catalogue).stream()
                .collect(Collectors.toMap(Topic::name, topic -> topic.value().getName()));
        Map<String, Object> channels = new LinkedHashMap<>();
        Map<String, Object> operations = new LinkedHashMap<>();
        Map<String, Object> messages = new LinkedHashMap<>();
        for (Topic<?, ?> topic : Topics.of(catalogue)) {
            String name = topic.value().getName();
            String message = topic.name();
            channels.put(topic.name(), channel(topic, message));
            operations.put(
                    "send-" + topic.name(),
                    operation("send", String.join(", ", topic.owners()) + " writes " + topic.name(), topic));
            operations.put("receive-" + topic.name(), operation("receive", "Read " + topic.name(), topic));
            messages.put(message, message(topic, name, events.containsKey(topic.name()), json));
        }
        return ordered(
                "asyncapi",
                "3.0.0",
                "info",
                ordered(
                        "title",
                        "Hà Nội City Data Hub",
                        "version",
                        "1",
                        "description",
                        "Topics of the hub. Topic names, keys and schemas are public API: a schema only changes so that every reader of all former ones can read it "
                                + "(BACKWARD_TRANSITIVE). Read with isolation.level=read_committed. Records of one key are in order. "
                                + "They are compressed with LZ4: clients over librdkafka and Java read that as they are, kafka-python needs the package lz4, KafkaJS the codec kafkajs-lz4.",
                        "license",
                        ordered("name", "Apache-2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0")),
                "defaultContentType",
                "application/avro",
                "servers",
                Map.of(
                        "kafka",
                        ordered(
                                "host", "{host}:{port}",
                                "protocol", "kafka",
                                "description",
                                        "Keys and values in the Confluent wire format; their schemas are in the schema registry under <topic>-key and <topic>-value.",
                                "variables",
                                        ordered(
                                                "host", Map.of("default", "127.0.0.1"),
                                                "port", Map.of("default", "9092")))),
                "channels",
                channels,
                "operations",
                operations,
                "components",
                ordered(
                        "messages",
                        messages,
                        "messageTraits",
                        Map.of("cloudEvent", Map.of("headers", cloudEvent(catalogue)))));
    }

    private static Map<String, Object> operation(String action, String title, Topic<?, ?> topic) {
        return ordered("action", action, "title", title, "channel", reference("channels", topic.name()));
    }

    private static Map<String, Object> channel(Topic<?, ?> topic, String message) {
        Map<String, Object> configuration = new TreeMap<>();
        topic.retention().config().forEach((name, value) -> {
            if (name.equals("cleanup.policy")) {
                configuration.put(name, List.of(value.split(",")));
            } else if (name.equals("retention.ms")) {
                configuration.put(name, Long.valueOf(value));
            }
        });
        return ordered(
                "address", topic.name(),
                "description",
                        "key: " + topic.keyMeaning() + "; written by " + String.join(", ", topic.owners()) + "; kept "
                                + topic.retention().inWords(),
                "messages", Map.of(message, reference("components/messages", message)),
                "bindings",
                        Map.of(
                                "kafka",
                                ordered(
                                        "topic", topic.name(),
                                        "topicConfiguration", configuration,
                                        "bindingVersion", BINDING_VERSION)));
    }

    private static Map<String, Object> message(Topic<?, ?> topic, String name, boolean isEvent, JsonMapper json) {
        Map<String, Object> message = ordered(
                "name", name,
                "summary", String.valueOf(topic.value().getDoc()),
                "contentType", "application/avro",
                "payload", schema(topic.value(), json),
                "bindings",
                        Map.of(
                                "kafka",
                                ordered(
                                        "key", key(topic.key(), json),
                                        "schemaIdLocation", "payload",
                                        "schemaIdPayloadEncoding", "confluent",
                                        "schemaLookupStrategy", "TopicNameStrategy",
                                        "bindingVersion", BINDING_VERSION)));
        if (isEvent) {
            message.put("traits", List.of(reference("components/messageTraits", "cloudEvent")));
        }
        return message;
    }

    private static Map<String, Object> schema(Schema schema, JsonMapper json) {
        return ordered("schemaFormat", AVRO, "schema", tree(schema, json));
    }

    private static JsonNode tree(Schema schema, JsonMapper json) {
        return json.readTree(schema.toString());
    }

    private static Object key(Schema key, JsonMapper json) {
        return key.getType() == Schema.Type.STRING ? Map.of("type", "string") : schema(key, json);
    }

    /** Returns the headers of an event: CloudEvents 1.0, Kafka protocol binding, binary mode. */
    private static Map<String, Object> cloudEvent(Catalogue catalogue) {
        List<String> types = catalogue.types().stream()
                .map(type -> EventType.PREFIX + type.name())
                .toList();
        Map<String, Object> properties = ordered(
                "ce_specversion", ordered("type", "string", "const", "1.0"),
                "ce_type", ordered("type", "string", "enum", types),
                "ce_source", ordered("type", "string", "description", "urn:hanoi:agency:<agency code>[:<system>]"),
                "ce_subject",
                        ordered("type", "string", "description", "what the event is about; also the record's key"),
                "ce_id", ordered("type", "string", "description", "unique within its source"),
                "ce_time", ordered("type", "string", "format", "date-time", "description", "event time"),
                "ce_operation",
                        ordered(
                                "type",
                                "string",
                                "enum",
                                List.of("upsert", "retract"),
                                "description",
                                "upsert where it is missing"),
                "ce_dataversion", ordered("type", "string", "description", "whole number; 0 where it is missing"),
                "content-type", ordered("type", "string", "const", "application/avro"));
        return ordered(
                "type",
                "object",
                "properties",
                properties,
                "required",
                Stream.of("specversion", "type", "source", "subject", "id", "time")
                        .map(attribute -> "ce_" + attribute)
                        .toList());
    }

    private static Map<String, Object> reference(String where, String name) {
        return Map.of("$ref", "#/" + where + "/" + name);
    }

    /** Returns a map that keeps the order of its entries. */
    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
