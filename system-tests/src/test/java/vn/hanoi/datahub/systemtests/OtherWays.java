package vn.hanoi.datahub.systemtests;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.standalone.Keys;

/** The ways into a hub beside single requests: files, worked off row by row, and messages of an MQTT broker. */
final class OtherWays implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final List<String> ATTRIBUTES =
            List.of("subject", "id", "system", "time", "operation", "dataversion");

    private final HubSettings settings;
    private final Mqtt5BlockingClient mqtt;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param mqttPort of the broker; 0 for none */
    OtherWays(HubSettings settings, int mqttPort) {
        this.settings = settings;
        this.mqtt = mqttPort == 0
                ? null
                : MqttClient.builder()
                        .useMqttVersion5()
                        .serverHost("127.0.0.1")
                        .serverPort(mqttPort)
                        .automaticReconnectWithDefaultConfig()
                        .buildBlocking();
        if (mqtt != null) {
            mqtt.connect();
        }
    }

    boolean hasMqtt() {
        return mqtt != null;
    }

    private static String type(ObjectNode event) {
        return event.get("type").asString().substring(EventType.PREFIX.length());
    }

    /** Sends events as files, one for each type, and waits until all rows are done. */
    void files(String agency, List<ObjectNode> events) throws InterruptedException {
        Map<String, List<ObjectNode>> byType = new LinkedHashMap<>();
        events.forEach(event ->
                byType.computeIfAbsent(type(event), type -> new ArrayList<>()).add(event));
        for (Map.Entry<String, List<ObjectNode>> one : byType.entrySet()) {
            JsonNode job = file(agency, one.getKey(), csv(one.getValue()));
            if (job.path("accepted").asInt() != one.getValue().size()) {
                throw new IllegalStateException("a file of " + one.getValue().size() + " rows: " + job);
            }
        }
    }

    private JsonNode file(String agency, String type, String csv) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        String id = "";
        JsonNode last = JSON.createObjectNode();
        while (System.nanoTime() < until) {
            JsonNode answer = id.isEmpty()
                    ? ask("POST", settings.ingestUrl() + "/v1/files?type=" + type, agency, "text/csv", csv)
                    : ask("GET", settings.ingestUrl() + "/v1/files/" + id, agency, "text/csv", "");
            if (answer.has("id")) {
                id = answer.path("id").asString();
                last = answer;
            }
            String state = answer.path("status").asString("");
            if (state.equalsIgnoreCase("done")) {
                return answer;
            }
            if (state.equalsIgnoreCase("failed")) {
                throw new IllegalStateException("a file failed: " + answer);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IllegalStateException("a file is not done: " + last);
    }

    /** The rows of events of one type: their columns are the attributes and the fields. */
    private static String csv(List<ObjectNode> events) {
        Set<String> fields = new LinkedHashSet<>();
        events.forEach(event -> fields.addAll(event.path("data").propertyNames()));
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            List<String> header = new ArrayList<>(ATTRIBUTES);
            header.addAll(fields);
            csv.writeRecord(header);
            for (ObjectNode event : events) {
                List<String> row = new ArrayList<>();
                ATTRIBUTES.forEach(attribute -> row.add(
                        attribute.equals("system")
                                ? system(event)
                                : event.path(attribute).asString("")));
                fields.forEach(field -> row.add(event.path("data").path(field).asString("")));
                csv.writeRecord(row);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private static String system(ObjectNode event) {
        String[] parts = event.get("source").asString().split(":", 5);
        return parts.length < 5 ? "" : parts[4];
    }

    /** Publishes events to the MQTT broker. */
    void messages(String agency, List<ObjectNode> events) {
        for (ObjectNode event : events) {
            mqtt.publishWith()
                    .topic("hub/v1/" + agency + "/" + type(event))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(JSON.writeValueAsBytes(event))
                    .send();
        }
    }

    /** The answer; an empty one where there is none to be had now. */
    private JsonNode ask(String method, String url, String agency, String type, String body)
            throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .header("X-API-Key", Keys.read(settings.data()).of(agency))
                            .header("Content-Type", type)
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return JSON.readTree(answer.body());
        } catch (IOException | JacksonException away) {
            return JSON.createObjectNode();
        }
    }

    @Override
    public void close() {
        if (mqtt != null) {
            mqtt.disconnect();
        }
    }
}
