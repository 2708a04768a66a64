package vn.hanoi.datahub.streams.runtime;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.topic.Groups;

/** The settings that all streams of the processor have in common. */
record StreamsSettings(ProcessorProperties properties, Catalogue catalogue, Registry registry) {

    private static final int BATCH_BYTES = 256 << 10;
    private static final long BUFFER_BYTES = 64L << 20;

    /**
     * Returns the application id of the counting streams. Their state was derived from events by what the catalogue
     * said about them. A catalogue that says something else therefore starts with empty state and recounts the whole
     * log.
     */
    String application() {
        return Groups.fold(properties.processor().applicationId(), catalogue.fingerprint());
    }

    /** Returns the settings that differ from Kafka's defaults; comments give the reasons. */
    Properties asProperties() {
        ProcessorProperties.Processor processor = properties.processor();
        Properties streams = new Properties();
        streams.putAll(properties.connection().plain());
        streams.put(StreamsConfig.APPLICATION_ID_CONFIG, application());
        streams.put(StreamsConfig.STATE_DIR_CONFIG, processor.state().toString());
        streams.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        streams.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, processor.commit().toMillis());
        streams.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, processor.threads());
        // An unnamed store or topic would be renamed, and lose its content, whenever a node is added.
        streams.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        streams.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        streams.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        streams.put(DeadLetterHandler.REGISTRY, registry);
        streams.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableLetters.class);
        // No ordering between event types is needed: a subject's events share one partition, and values do not depend
        // on the order of the others. So no task waits for types without new events.
        streams.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        membership(streams, processor);
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), KafkaConnection.COMPRESSION);
        // A row of the whole city takes kilobytes: with Kafka's default of 16 kB, a request would carry only a few.
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), BUFFER_BYTES);
        // A commit after a large backfill evaluates thousands of cells; with Kafka's default of ten seconds, the
        // producer could be fenced halfway.
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 60_000);
        return streams;
    }

    /**
     * Sets who assigns tasks: the instances among themselves (classic), or the brokers (streams, KIP-1071), which then
     * also set the session timeout.
     */
    private static void membership(Properties streams, ProcessorProperties.Processor processor) {
        streams.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, processor.groupProtocol());
        if (processor.groupProtocol().equals("streams")) {
            return;
        }
        // Static membership: a killed instance rejoins as the same member, without waiting for its old session to
        // expire.
        streams.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), processor.instance());
        streams.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        streams.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 3_000);
        streams.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, processor.standbys());
        // A new instance gets its share of tasks once its standby replicas are warm; by default, Kafka checks every ten
        // minutes.
        streams.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000);
    }
}
