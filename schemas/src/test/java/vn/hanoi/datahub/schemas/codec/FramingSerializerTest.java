package vn.hanoi.datahub.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.values.IndicatorRowKey;

class FramingSerializerTest {

    private static final String URL = "mock://framing";
    private static final IndicatorRowKey KEY =
            new IndicatorRowKey("dg.x", 2, "00004", LocalDate.of(2025, 7, 1), "2025-08");

    /** Whoever reads the topic must not tell the difference. */
    @Test
    void writesWhatTheGenuineSerializerWrites() throws Exception {
        Registry.client(URL).register("hanoi.test-key", new AvroSchema("\"string\""));
        Registry.client(URL).register("hanoi.test-key", new AvroSchema(KEY.getSchema()));
        Registry registry = Registry.at(URL);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(body, null);
        new SpecificDatumWriter<>(IndicatorRowKey.class).write(KEY, encoder);
        encoder.flush();

        byte[] framed = registry.framing(KEY.getSchema(), true).serialize("hanoi.test", body.toByteArray());

        assertThat(framed).isEqualTo(registry.<IndicatorRowKey>serializer(true).serialize("hanoi.test", KEY));
        assertThat(registry.<IndicatorRowKey>deserializer(KEY.getSchema()).deserialize("hanoi.test", framed))
                .isEqualTo(KEY);
    }

    @Test
    void aSchemaThatNobodyRegisteredIsAnError() {
        Serializer<byte[]> serializer = Registry.at("mock://empty").framing(KEY.getSchema(), false);

        assertThatThrownBy(() -> serializer.serialize("hanoi.test", new byte[1]))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("hanoi.test-value");
    }

    @Test
    void nothingStaysNothing() {
        assertThat(Registry.at(URL).framing(KEY.getSchema(), false).serialize("hanoi.test", null))
                .isNull();
    }
}
