package vn.hanoi.datahub.standalone.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.schemas.log.TopicReader;

/** The topic {@code _schemas} without a broker: what was written is read back by the next store. */
final class SchemaLog {

    final MockProducer<String, String> producer;
    private final List<ProducerRecord<String, String>> before = new ArrayList<>();

    /** @param acknowledges whether each record is held at once, or when the test says so */
    SchemaLog(boolean acknowledges) {
        producer = new MockProducer<>(acknowledges, null, new StringSerializer(), new StringSerializer());
    }

    /** A record that somebody else wrote. */
    SchemaLog with(String key, @Nullable String value) {
        before.add(new ProducerRecord<>("_schemas", key, value));
        return this;
    }

    /** A store that begins with what the log holds. */
    SchemaStore store() {
        return new SchemaStore(producer, this::read);
    }

    private void read(TopicReader.Handler<String, String> handler) {
        List<ProducerRecord<String, String>> all = new ArrayList<>(before);
        all.addAll(producer.history());
        all.forEach(record -> handler.take(new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value())));
    }

    List<String> keys() {
        return producer.history().stream().map(ProducerRecord::key).toList();
    }

    List<@Nullable String> values() {
        List<@Nullable String> values = new ArrayList<>();
        producer.history().forEach(record -> values.add(record.value()));
        return values;
    }

    /** A record with these fields; each is a name and a type, {@code name int}, and with a third word its default. */
    static Schema schema(String... fields) {
        List<String> written = new ArrayList<>();
        for (String field : fields) {
            String[] words = field.split(" ");
            written.add("{\"name\":\"" + words[0] + "\",\"type\":\"" + words[1] + "\""
                    + (words.length == 3 ? ",\"default\":" + words[2] : "") + "}");
        }
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + String.join(",", written) + "]}");
    }
}
