package vn.hanoi.datahub.streams.runtime;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.log.KafkaOffsets;
import vn.hanoi.datahub.schemas.log.TopicReader;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.streams.processor.DefinitionRollout;
import vn.hanoi.datahub.values.DefinitionStep;

/** The log of definition versions, read once when the processor starts, before it counts. */
final class DefinitionLog {

    private static final Logger LOG = LoggerFactory.getLogger(DefinitionLog.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final KafkaConnection kafka;
    private final Registry registry;

    public DefinitionLog(KafkaConnection kafka, Registry registry) {
        this.kafka = kafka;
        this.registry = registry;
    }

    /** Returns the newest record of each key. Retries for a while if the registry is unreachable. */
    public Collection<DefinitionStep> read() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return newest();
            } catch (SerializationException e) {
                if (!Registry.isAway(e) || System.nanoTime() - until > 0) {
                    throw e;
                }
                LOG.warn("the registry does not answer; nothing is counted until it does: {}", e.getMessage());
                rest();
            }
        }
    }

    private static void rest() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Collection<DefinitionStep> newest() {
        Map<String, DefinitionStep> newest = new HashMap<>();
        TopicReader.of(kafka, registry, Topics.DEFINITION, PATIENCE)
                .toEnd(record -> newest.put(record.key(), record.value()));
        return newest.values();
    }

    /** Writes declarations; returns once they are durable. */
    public void write(List<DefinitionStep> declarations) {
        try (ControlLog log = new ControlLog(kafka, registry, WRITTEN_WITHIN)) {
            declarations.stream()
                    .map(step -> log.send(Topics.DEFINITION, DefinitionRollout.key(step), step))
                    .toList()
                    .forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw new IllegalStateException("the definitions could not be written: " + e.getCause(), e);
        }
    }

    public int partitions(Collection<String> topics) {
        try (Admin admin = kafka.admin()) {
            return new KafkaOffsets(admin, null)
                            .partitions(topics).stream()
                                    .mapToInt(TopicPartition::partition)
                                    .max()
                                    .orElseThrow()
                    + 1;
        }
    }
}
