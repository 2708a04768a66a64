package vn.hanoi.datahub.schemas.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Provisioning;
import vn.hanoi.datahub.schemas.topic.Topic;

/** A control log whose records go no further than this JVM, where a test reads them. */
public final class WrittenLog {

    public final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    public final ControlLog log;
    private final Map<String, Deserializer<?>> values = new HashMap<>();

    /** @param topics that are written; their schemas are registered */
    public WrittenLog(String name, Topic<?, ?>... topics) {
        Provisioning.registerSchemas(Registry.client("mock://" + name), List.of(topics));
        Registry registry = Registry.at("mock://" + name);
        log = new ControlLog(producer, registry);
        for (Topic<?, ?> topic : topics) {
            values.put(topic.name(), registry.deserializer(topic.value()));
        }
    }

    /** What was written to a topic so far, in its order. */
    @SuppressWarnings("unchecked") // the topic's own deserializer makes its values
    public <V extends SpecificRecord> List<V> of(Topic<String, V> topic) {
        return producer.history().stream()
                .filter(record -> record.topic().equals(topic.name()))
                .map(record -> (V) values.get(topic.name()).deserialize(topic.name(), record.value()))
                .toList();
    }
}
