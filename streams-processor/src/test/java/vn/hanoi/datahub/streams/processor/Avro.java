package vn.hanoi.datahub.streams.processor;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecordBase;
import vn.hanoi.datahub.schemas.codec.Registry;

/** Reads bodies as whoever reads the topic does. */
final class Avro {

    private static final String URL = "mock://bodies";

    private Avro() {}

    static <T extends SpecificRecordBase> T read(T empty, byte[] body) {
        String topic = empty.getSchema().getName();
        try {
            Registry.client(URL).register(topic + "-value", new AvroSchema(empty.getSchema()));
        } catch (IOException | RestClientException e) {
            throw new IllegalStateException(e);
        }
        Registry registry = Registry.at(URL);
        byte[] framed = registry.framing(empty.getSchema(), false).serialize(topic, body);
        return registry.<T>deserializer(empty.getSchema()).deserialize(topic, framed);
    }
}
