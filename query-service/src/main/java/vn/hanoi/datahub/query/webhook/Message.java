package vn.hanoi.datahub.query.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Events that are sent in one message, and the positions in the topics up to which they were read. */
final class Message {

    private final List<String> events = new ArrayList<>();
    private final Map<TopicPartition, OffsetAndMetadata> reached = new HashMap<>();
    private final StringBuilder places = new StringBuilder();
    private String lastPlace = "";
    private int number;

    /** Records that a record was read, whether it is for the subscriber or not. */
    void pass(ConsumerRecord<?, ?> record) {
        reached.put(new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
    }

    /**
     * Adds an event. Its id is the position of its record; for the second and later events of a record, their number is
     * appended.
     *
     * @param data data as JSON
     */
    void add(ConsumerRecord<?, ?> record, String event, String data) {
        String place = record.topic() + ":" + record.partition() + ":" + record.offset();
        number = place.equals(lastPlace) ? number + 1 : 0;
        lastPlace = place;
        String id = number == 0 ? place : place + ":" + number;
        places.append(id).append(' ');
        events.add("{\"id\":\"" + id + "\",\"event\":\"" + event + "\",\"data\":" + data + "}");
    }

    int size() {
        return events.size();
    }

    Map<TopicPartition, OffsetAndMetadata> reached() {
        return reached;
    }

    /** Returns the id of the message; it is the same whenever the same events are sent to the same subscriber again. */
    String id(String webhook) {
        return "msg_"
                + UUID.nameUUIDFromBytes((webhook + " " + places).getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "");
    }

    String body(Instant at) {
        return "{\"type\":\"hanoi.updates\",\"timestamp\":\"" + at + "\",\"data\":{\"events\":["
                + String.join(",", events) + "]}}";
    }
}
