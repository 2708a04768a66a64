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

/** Events that are sent in one piece, and how far the topics are read with them. */
final class Message {

    private final List<String> events = new ArrayList<>();
    private final Map<TopicPartition, OffsetAndMetadata> reached = new HashMap<>();
    private final StringBuilder places = new StringBuilder();
    private String lastPlace = "";
    private int number;

    /** Notes that a record is read, whether it is for the subscriber or not. */
    void pass(ConsumerRecord<?, ?> record) {
        reached.put(new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
    }

    /**
     * Adds an event. Its id is where its record lies; the second of a record and all after it add their number.
     *
     * @param data as JSON
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

    /** The same whenever the same events are sent to the same subscriber again. */
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
