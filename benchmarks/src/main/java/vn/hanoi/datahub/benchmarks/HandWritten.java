package vn.hanoi.datahub.benchmarks;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import vn.hanoi.datahub.schemas.codec.Registry;

/**
 * The baseline: a Kafka Streams application written for one indicator, with exactly-once processing. It has a RocksDB
 * upsert per subject, one shuffle and one count.
 */
final class HandWritten {

    /** {@code System.nanoTime} of the first record in this JVM; 0 before that. */
    static final AtomicLong FIRST = new AtomicLong();

    private HandWritten() {}

    static KafkaStreams start(
            String kafka, Registry registry, org.apache.avro.Schema schema, String in, String out, String state) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore("subjects"), Serdes.ByteArray(), Serdes.String()));
        builder.stream(
                        in,
                        Consumed.with(
                                Serdes.ByteArray(),
                                Serdes.serdeFrom(
                                        registry.<GenericRecord>serializer(false),
                                        registry.genericDeserializer(schema))))
                .<String, Long>process(Upsert::new, "subjects")
                .groupByKey(Grouped.with("shuffle", Serdes.String(), Serdes.Long()))
                .reduce(Long::sum, Materialized.with(Serdes.String(), Serdes.Long()))
                .toStream()
                .to(out, Produced.with(Serdes.String(), Serdes.Long()));
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "hand-written");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.STATE_DIR_CONFIG, state);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        KafkaStreams streams = new KafkaStreams(builder.build(), config);
        streams.cleanUp();
        streams.start();
        return streams;
    }

    /** Counts a resolved dossier in its commune, and subtracts it from its previous one. */
    private static final class Upsert implements Processor<byte[], GenericRecord, String, Long> {
        private ProcessorContext<String, Long> context;
        private KeyValueStore<byte[], String> subjects;

        @Override
        public void init(ProcessorContext<String, Long> processorContext) {
            context = processorContext;
            subjects = processorContext.getStateStore("subjects");
        }

        @Override
        public void process(Record<byte[], GenericRecord> record) {
            if (FIRST.get() == 0) {
                FIRST.compareAndSet(0, System.nanoTime());
            }
            String before = subjects.get(record.key());
            String now = record.value().get("area").toString();
            if (before != null) {
                context.forward(new Record<>(before, -1L, record.timestamp()));
            }
            subjects.put(record.key(), now);
            context.forward(new Record<>(now, 1L, record.timestamp()));
        }
    }

    static void close(KafkaStreams streams) {
        streams.close(Duration.ofSeconds(10));
    }
}
