package vn.hanoi.datahub.schemas.codec;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events, and texts as their keys, in Confluent's wire format. Schema ids are looked up once per topic
 * ({@link FramingSerializer}).
 *
 * @param <T> a generic record, or text
 */
final class EventSerializer<T> implements Serializer<T> {

    private static final Schema TEXT = Schema.create(Schema.Type.STRING);
    private static final int USUAL_BYTES = 256;

    /** How to write data of a schema. */
    private record Form(DatumWriter<Object> writer, Serializer<byte[]> frame) {}

    private final SchemaRegistryClient client;
    private final boolean forKeys;
    private final Map<Schema, Form> forms = new ConcurrentHashMap<>();

    EventSerializer(SchemaRegistryClient client, boolean forKeys) {
        this.client = client;
        this.forKeys = forKeys;
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka passes null for a tombstone
    public byte @Nullable [] serialize(String topic, @Nullable T data) {
        if (data == null) {
            return null;
        }
        Form form = forms.computeIfAbsent(
                data instanceof GenericContainer record ? record.getSchema() : TEXT,
                schema -> new Form(new GenericDatumWriter<>(schema), new FramingSerializer(client, schema, forKeys)));
        ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_BYTES);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(body, null);
        try {
            form.writer().write(data, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("the event does not match its schema", e);
        }
        return form.frame().serialize(topic, body.toByteArray());
    }
}
