package vn.hanoi.datahub.schemas.codec;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * The counterpart of {@link FramingSerializer}: removes Confluent's five-byte prefix. A record that was written with
 * another version of the schema is read by Confluent's own deserializer and encoded again, so that the fields of every
 * body are known.
 */
final class BodyDeserializer implements Deserializer<byte[]> {

    private static final int FRAME = 5;

    private final SchemaRegistryClient client;
    private final Deserializer<GenericRecord> genuine;
    private final Schema schema;

    /** By schema id, whether it is the id of exactly this schema. */
    private final Map<Integer, Boolean> known = new ConcurrentHashMap<>();

    BodyDeserializer(SchemaRegistryClient client, Deserializer<GenericRecord> genuine, Schema schema) {
        this.client = client;
        this.genuine = genuine;
        this.schema = schema;
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka passes null for a tombstone
    public byte @Nullable [] deserialize(String topic, byte @Nullable [] framed) {
        if (framed == null) {
            return null;
        }
        if (framed.length < FRAME || framed[0] != 0) {
            throw new SerializationException("a record of " + topic + " has no schema id");
        }
        int number = ByteBuffer.wrap(framed).getInt(1);
        Boolean isOurs = known.get(number);
        if (isOurs == null) {
            isOurs = isOurs(topic, number);
            known.put(number, isOurs);
        }
        return isOurs ? Arrays.copyOfRange(framed, FRAME, framed.length) : writtenAnew(topic, framed);
    }

    private boolean isOurs(String topic, int number) {
        try {
            return schema.equals(client.getSchemaById(number).rawSchema());
        } catch (IOException | RestClientException e) {
            throw new SerializationException(
                    "the registry does not say what schema " + number + " of " + topic + " is", e);
        }
    }

    private byte[] writtenAnew(String topic, byte[] framed) {
        GenericRecord record = genuine.deserialize(topic, framed);
        ByteArrayOutputStream body = new ByteArrayOutputStream(framed.length);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(body, null);
        try {
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        } catch (IOException e) {
            throw new SerializationException("a record of " + topic + " cannot be encoded in its newest schema", e);
        }
        return body.toByteArray();
    }
}
