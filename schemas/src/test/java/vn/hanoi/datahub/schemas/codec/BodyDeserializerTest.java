package vn.hanoi.datahub.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BodyDeserializerTest {

    private static final String URL = "mock://bodies";
    private static final String TOPIC = "hanoi.test";

    private static final Schema NOW = schema("{\"name\": \"a\", \"type\": \"string\"}");
    private static final Schema LATER =
            schema("{\"name\": \"more\", \"type\": \"long\", \"default\": 0}, {\"name\": \"a\", \"type\": \"string\"}");

    private final Registry registry = Registry.at(URL);
    private final Deserializer<byte[]> bodies = registry.bodies(NOW);

    private static Schema schema(String fields) {
        return new Schema.Parser().parse("{\"type\": \"record\", \"name\": \"T\", \"fields\": [%s]}".formatted(fields));
    }

    @BeforeEach
    void register() throws Exception {
        SchemaRegistryClient client = Registry.client(URL);
        client.register(TOPIC + "-value", new AvroSchema(NOW));
        client.register(TOPIC + "-value", new AvroSchema(LATER));
    }

    private byte[] written(Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        record.put("a", "x");
        if (schema == LATER) {
            record.put("more", 9L);
        }
        return registry.<GenericRecord>serializer(false).serialize(TOPIC, record);
    }

    @Test
    void takesTheFrameAway() {
        assertThat(bodies.deserialize(TOPIC, written(NOW))).isEqualTo(new byte[] {2, 'x'});
    }

    /** A newer processor beside an older reader, or the other way round. */
    @Test
    void whatWasWrittenWithAnotherVersionIsReadAsThisOne() {
        assertThat(bodies.deserialize(TOPIC, written(LATER))).isEqualTo(new byte[] {2, 'x'});
    }

    @Test
    void nothingStaysNothing() {
        assertThat(bodies.deserialize(TOPIC, null)).isNull();
    }

    @Test
    void bytesWithoutAKnownNumberAreAnError() {
        assertThatThrownBy(() -> bodies.deserialize(TOPIC, new byte[] {1, 0, 0, 0, 1, 2}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(TOPIC);
        assertThatThrownBy(() -> bodies.deserialize(TOPIC, new byte[3])).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> bodies.deserialize(TOPIC, new byte[] {0, 0, 9, 9, 9, 2}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("does not say what schema");
    }
}
