package vn.hanoi.datahub.schemas.codec;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Prepends Confluent's five-byte prefix (a zero byte, then the schema id in four bytes) to a body that is already Avro.
 * The id is looked up once per topic. Confluent's own serializer looks it up for each record, which costs as much as
 * encoding a small one.
 */
final class FramingSerializer implements Serializer<byte[]> {

    private static final int FRAME = 5;

    private final SchemaRegistryClient client;
    private final AvroSchema schema;
    private final String suffix;
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();

    FramingSerializer(SchemaRegistryClient client, Schema schema, boolean forKeys) {
        this.client = client;
        this.schema = new AvroSchema(schema);
        this.suffix = forKeys ? "-key" : "-value";
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka passes null for a tombstone
    public byte @Nullable [] serialize(String topic, byte @Nullable [] body) {
        if (body == null) {
            return null;
        }
        Integer number = numbers.get(topic);
        if (number == null) {
            number = number(topic);
            numbers.put(topic, number);
        }
        return ByteBuffer.allocate(FRAME + body.length)
                .put((byte) 0)
                .putInt(number)
                .put(body)
                .array();
    }

    private int number(String topic) {
        try {
            return client.getId(topic + suffix, schema);
        } catch (IOException | RestClientException e) {
            throw new SerializationException("the registry did not return the schema id of " + topic + suffix, e);
        }
    }
}
