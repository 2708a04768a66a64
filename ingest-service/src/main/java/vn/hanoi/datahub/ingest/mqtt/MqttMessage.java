package vn.hanoi.datahub.ingest.mqtt;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.ContentId;
import vn.hanoi.datahub.ingest.admission.EventJson;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.ingest.admission.UnreadableException;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * A message as an event. Its topic is {@code hub/v1/<agency>/<event type>[/<subject>]}. Its payload is a CloudEvent in
 * JSON, or the event's data together with {@code time} and, optionally, {@code id}, {@code operation} and
 * {@code dataversion}. The broker decides who may publish to which topic, and the hub relies on it.
 *
 * @param agency code of the agency in the topic
 */
record MqttMessage(String agency, Submission submission) {

    private static final int ROOT_LEVELS = 2;
    private static final List<String> ATTRIBUTES = List.of("time", "id", "operation", "dataversion");

    /**
     * Reads a message.
     *
     * @throws UnreadableException when the topic or the payload does not have this form
     */
    static MqttMessage read(String topic, byte[] payload, Catalogue catalogue) {
        String[] levels = topic.split("/", ROOT_LEVELS + 3);
        if (levels.length < ROOT_LEVELS + 2) {
            throw new UnreadableException(RefusalReason.MALFORMED, Detail.of("mqtt.topic", topic));
        }
        String agency = levels[ROOT_LEVELS];
        String type = levels[ROOT_LEVELS + 1];
        JsonNode json = EventJson.parse(payload);
        if (json.has("specversion")) {
            Submission event = EventJson.submission(json);
            if (!(EventType.PREFIX + type).equals(event.attributes().get("type"))) {
                throw new UnreadableException(RefusalReason.MALFORMED, Detail.of("mqtt.type", type));
            }
            return new MqttMessage(agency, event);
        }
        if (!(json instanceof ObjectNode data)) {
            throw new UnreadableException(RefusalReason.MALFORMED, Detail.of("data.object"));
        }
        String subject = levels.length > ROOT_LEVELS + 2 ? levels[ROOT_LEVELS + 2] : "";
        return new MqttMessage(agency, event(agency, type, subject, data, catalogue));
    }

    private static Submission event(String agency, String type, String given, ObjectNode data, Catalogue catalogue) {
        Map<String, String> attributes = new HashMap<>();
        String hash = ContentId.of(type + "\n" + given + "\n" + data);
        for (String name : ATTRIBUTES) {
            JsonNode value = data.remove(name);
            if (value != null) {
                attributes.put(name, value.asString(""));
            }
        }
        String subject = given.isEmpty() ? subject(type, data, catalogue) : given;
        attributes.put("specversion", "1.0");
        attributes.put("type", EventType.PREFIX + type);
        attributes.put("source", "urn:hanoi:agency:" + agency + ":mqtt");
        attributes.put("subject", subject);
        attributes.putIfAbsent(
                "id", "mqtt-" + hash); // a message that the broker sends again is recognised as a duplicate
        return new Submission(attributes, data.isEmpty() ? null : data);
    }

    private static String subject(String type, ObjectNode data, Catalogue catalogue) {
        return catalogue
                .findType(type)
                .map(EventType::subject)
                .map(template ->
                        EventType.filled(template, name -> data.path(name).asString("")))
                .orElse("");
    }
}
