package vn.hanoi.datahub.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class EventSerializerTest {

    private static final String URL = "mock://events";
    private static final String TOPIC = "hanoi.test.v1";
    private static final Schema SCHEMA = SchemaBuilder.record("Test")
            .fields()
            .requiredString("name")
            .requiredLong("count")
            .optionalDouble("level")
            .endRecord();

    private final Registry registry = Registry.at(URL);

    EventSerializerTest() throws Exception {
        Registry.client(URL).register(TOPIC + "-key", new AvroSchema("\"string\""));
        Registry.client(URL).register(TOPIC + "-value", new AvroSchema(SCHEMA));
    }

    private static GenericRecord event(Object name) {
        GenericRecord event = new GenericData.Record(SCHEMA);
        event.put("name", name);
        event.put("count", 3L);
        event.put("level", 1.5);
        return event;
    }

    /** Whoever reads the topic must not tell the difference. */
    @Test
    void writesWhatTheGenuineSerializerWrites() {
        for (int i = 0; i < 2; i++) { // the second time from what the first looked up
            assertThat(registry.eventSerializer(false).serialize(TOPIC, event("Hồ Tây")))
                    .isEqualTo(registry.serializer(false).serialize(TOPIC, event("Hồ Tây")));
            assertThat(registry.eventSerializer(true).serialize(TOPIC, "trạm/1"))
                    .isEqualTo(registry.serializer(true).serialize(TOPIC, "trạm/1"));
        }
    }

    @Test
    void aRecordWithoutARequiredFieldIsAnError() {
        assertThatThrownBy(() -> registry.eventSerializer(false).serialize(TOPIC, event(3)))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void aSchemaThatNobodyRegisteredIsAnError() {
        assertThatThrownBy(() -> registry.eventSerializer(false).serialize("hanoi.other.v1", event("x")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("hanoi.other.v1-value");
    }
}
