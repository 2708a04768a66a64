package vn.hanoi.datahub.schemas.codec;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import vn.hanoi.datahub.schemas.connection.ServiceKey;

/**
 * Confluent's own serializers, on one registry client. Schemas are never registered from here: a service that writes
 * with an unregistered schema fails.
 */
public final class Registry {

    static {
        TrustedRecords.trust();
    }

    /**
     * More than the hub has, but not much more: the client's cache walks through a queue of about this length on each
     * hit.
     */
    private static final int CACHED_SCHEMAS = 128;

    private static final int SERVER_ERROR = 500;

    private final SchemaRegistryClient client;
    private final Map<String, Object> config;

    private Registry(String url, SchemaRegistryClient client) {
        this.client = client;
        this.config = Map.of(
                "schema.registry.url", url, "auto.register.schemas", false, "avro.use.logical.type.converters", false);
    }

    /**
     * Returns the serializers for a registry.
     *
     * @param url address of the registry, or {@code mock://<scope>} in tests
     */
    public static Registry at(String url) {
        return new Registry(url, client(url));
    }

    /** Creates the client alone, for programs that only read. */
    public static SchemaRegistryClient client(String url) {
        return client(url, new ServiceKey(""));
    }

    /** Creates the client alone, for the step that registers schemas. */
    public static SchemaRegistryClient client(String url, ServiceKey key) {
        Map<String, String> headers = key.text().isEmpty() ? Map.of() : Map.of("Authorization", key.basic());
        return url.startsWith("mock://")
                ? io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry.getClientForScope(
                        url.substring("mock://".length()), List.of(new AvroSchemaProvider()))
                : new CachedSchemaRegistryClient(
                        List.of(url), CACHED_SCHEMAS, List.of(new AvroSchemaProvider()), Map.of(), headers);
    }

    /**
     * Returns whether a failure is transient: the registry does not answer, or Kafka asks for a retry. In this case
     * there is nothing wrong with the record. Bytes that end too early or are not Avro are not such a failure, and
     * neither is a full disk, although they cause {@link IOException}s, too.
     */
    public static boolean isAway(Throwable failure) {
        boolean isOfRecord = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            isOfRecord |= cause instanceof SerializationException;
            if (cause instanceof EOFException || isAvros(cause)) {
                return false;
            }
            if ((cause instanceof IOException && isOfRecord)
                    || cause instanceof RetriableException
                    || (cause instanceof RestClientException answer && answer.getStatus() >= SERVER_ERROR)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether a failure comes from Avro. It reports a number with too many bytes as an {@link IOException},
     * too, but the fault is in the record.
     */
    private static boolean isAvros(Throwable cause) {
        return cause.getClass().getName().startsWith("org.apache.avro.");
    }

    /** Returns a serializer that writes Avro records (and text keys) in Confluent's wire format. */
    @SuppressWarnings("unchecked")
    public <T> Serializer<T> serializer(boolean forKeys) {
        KafkaAvroSerializer serializer = new KafkaAvroSerializer(client);
        serializer.configure(config, forKeys);
        return (Serializer<T>) serializer;
    }

    /**
     * Returns a serializer in the same format for events, which come in masses.
     *
     * @param <T> a generic record; for keys, text
     */
    public <T> Serializer<T> eventSerializer(boolean forKeys) {
        return new EventSerializer<>(client, forKeys);
    }

    /** Returns a serializer in the same format, for bodies that are already encoded in the schema. */
    public Serializer<byte[]> framing(Schema schema, boolean forKeys) {
        return new FramingSerializer(client, schema, forKeys);
    }

    /**
     * Returns a deserializer that reads records written with any registered schema as the given one, into its generated
     * class.
     */
    public <T> Deserializer<T> deserializer(Schema readAs) {
        return deserializer(readAs, true);
    }

    /**
     * Returns a deserializer that reads records written with any registered schema as the given one, without a class:
     * for events, whose types are data.
     */
    public Deserializer<GenericRecord> genericDeserializer(Schema readAs) {
        return deserializer(readAs, false);
    }

    /**
     * Returns a deserializer that reads records written with any registered schema as bodies: their Avro bytes in the
     * given schema, without a schema id.
     */
    public Deserializer<byte[]> bodies(Schema readAs) {
        return new BodyDeserializer(client, genericDeserializer(readAs), readAs);
    }

    private <T> Deserializer<T> deserializer(Schema readAs, boolean intoClass) {
        Map<String, Object> reader = new HashMap<>(config);
        reader.put("specific.avro.reader", intoClass);
        return new ProjectingDeserializer<>(new KafkaAvroDeserializer(client, reader), readAs);
    }

    /**
     * Passes the reader's schema with every record, so that Confluent's deserializer resolves old and new versions to
     * it.
     */
    private record ProjectingDeserializer<T>(KafkaAvroDeserializer inner, Schema readAs) implements Deserializer<T> {
        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // Kafka passes null for a tombstone
        public T deserialize(String topic, byte[] bytes) {
            Object read = bytes == null ? null : inner.deserialize(topic, bytes, readAs);
            return (T) (read instanceof CharSequence text ? text.toString() : read);
        }
    }
}
