package vn.hanoi.datahub.ingest.publish;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.edge.net.Instances;
import vn.hanoi.datahub.ingest.admission.Admission.Admitted;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.connection.ServiceKey;

/** Asks the processor which values events would change if they were accepted. */
public final class DryRunClient {

    /** Maximum number of events in one dry run. */
    public static final int MOST = 2_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int AT_ONCE = 4;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private final Semaphore asked = new Semaphore(AT_ONCE);
    private final Instances processors;
    private final ServiceKey key;
    private final Catalogue catalogue;
    private final Serializer<String> keys;
    private final Serializer<GenericRecord> values;

    /**
     * @param processors addresses of the processors; the first successful response is used
     * @param key key that the processors require
     */
    public DryRunClient(
            List<String> processors,
            ServiceKey key,
            Catalogue catalogue,
            Serializer<String> keys,
            Serializer<GenericRecord> values) {
        this.key = key;
        this.processors = new Instances(processors);
        this.catalogue = catalogue;
        this.keys = keys;
        this.values = values;
    }

    /** Returns the values that would change, or why they cannot be determined. */
    public Effect of(List<Admitted> events) {
        if (events.size() > MOST) {
            return Effect.unavailable("the effect covers at most " + MOST + " events; try fewer");
        }
        if (!asked.tryAcquire()) {
            return Effect.unavailable("other dry runs are in progress; try again in a moment");
        }
        try {
            return answer(events);
        } finally {
            asked.release();
        }
    }

    private Effect answer(List<Admitted> events) {
        ArrayNode tried = JSON.createArrayNode();
        events.forEach(event -> tried.add(json(event)));
        String why = "no processor is known";
        for (String processor : processors.now()) {
            try {
                HttpResponse<byte[]> response = http.send(
                        HttpRequest.newBuilder(URI.create(processor + "/internal/effects"))
                                .header("Content-Type", "application/json")
                                .header(ServiceKey.HEADER, key.text())
                                .timeout(PATIENCE)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(tried)))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                if (response.statusCode() == 200) {
                    return JSON.readValue(response.body(), Effect.class);
                }
                why = JSON.readTree(response.body())
                        .path("detail")
                        .asString("the processor answered " + response.statusCode());
            } catch (IOException | JacksonException e) {
                why = "the processor does not answer";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Effect.unavailable("the hub is shutting down");
            }
        }
        return Effect.unavailable(why);
    }

    private ObjectNode json(Admitted event) {
        ProducerRecord<String, GenericRecord> record = EventPublisher.record(event, catalogue);
        Base64.Encoder base64 = Base64.getEncoder();
        byte[] value = values.serialize(record.topic(), record.value());
        ObjectNode json = JSON.createObjectNode()
                .put("topic", record.topic())
                .put("key", base64.encodeToString(keys.serialize(record.topic(), record.key())))
                .put("value", value == null ? null : base64.encodeToString(value));
        ObjectNode headers = json.putObject("headers");
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return json;
    }
}
