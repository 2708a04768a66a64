package vn.hanoi.datahub.worldtests;

import java.time.Instant;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events as they are sent.
 *
 * @param told changes each event as it is made
 */
record Envelope(WorldDice dice, UnaryOperator<ObjectNode> told) {

    private static final JsonMapper JSON = new JsonMapper();

    ObjectNode event(String source, String type, String subject, Instant time, ObjectNode data) {
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("type", "vn.hanoi." + type)
                .put("source", "urn:hanoi:agency:" + source)
                .put("subject", subject)
                .put("id", dice.id())
                .put("time", time.toString());
        event.set("data", data);
        return told.apply(event);
    }
}
