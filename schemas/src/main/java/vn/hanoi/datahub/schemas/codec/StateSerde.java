package vn.hanoi.datahub.schemas.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serdes of the processor's own stores and internal topics. They use Avro's single-object encoding, which identifies
 * the schema in each record, so that state survives an upgrade without a request to the registry.
 */
public final class StateSerde {

    static {
        TrustedRecords.trust();
    }

    private StateSerde() {}

    /**
     * Returns the serde of a record type.
     *
     * @param empty any record of the type
     */
    @SuppressWarnings("NullAway") // Kafka passes null for a tombstone
    public static <T extends SpecificRecordBase> Serde<T> of(T empty) {
        BinaryMessageEncoder<T> encoder = new BinaryMessageEncoder<>(SpecificData.get(), empty.getSchema());
        BinaryMessageDecoder<T> decoder = new BinaryMessageDecoder<>(SpecificData.get(), empty.getSchema());
        Serializer<T> serializer = (topic, record) -> {
            try {
                if (record == null) {
                    return null;
                }
                ByteBuffer bytes = encoder.encode(record);
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                return copy;
            } catch (IOException e) {
                throw new SerializationException(e);
            }
        };
        Deserializer<T> deserializer = (topic, bytes) -> {
            try {
                return bytes == null ? null : decoder.decode(bytes);
            } catch (IOException e) {
                throw new SerializationException(e);
            }
        };
        return Serdes.serdeFrom(serializer, deserializer);
    }
}
