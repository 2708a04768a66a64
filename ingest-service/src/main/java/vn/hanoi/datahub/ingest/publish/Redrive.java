package vn.hanoi.datahub.ingest.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.Stage;
import vn.hanoi.datahub.schemas.codec.EventHeaders;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * Puts events that the processor rejected into the log again, as they were, once what stood in their way is mended. What was refused at the door is not here: its agency
 * was told so and sends it again. An event that was applied meanwhile ends as a duplicate: nothing counts twice.
 */
public final class Redrive {

    private static final Comparator<DeadLetter> NEWEST_FIRST =
            Comparator.comparing(DeadLetter::getRecordedAt).reversed();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaConnection kafka;
    private final Registry registry;

    public Redrive(KafkaConnection kafka, Registry registry) {
        this.kafka = kafka;
        this.registry = registry;
    }

    /**
     * Which rejected events are meant.
     *
     * @param reason null for all but reused ids: such an id stays one, however often it is tried
     * @param agency null for all
     * @param type null for all
     * @param since rejected after that moment
     * @param until rejected before that moment: what a re-drive itself leads to is not driven once more
     */
    public record Wanted(
            @Nullable String reason,
            @Nullable String agency,
            @Nullable String type,
            Instant since,
            Instant until) {

        private boolean includes(DeadLetter letter) {
            return letter.getStage() == Stage.PROCESSOR
                    && letter.getTopic() != null
                    && letter.getRecordedAt().isAfter(since)
                    && letter.getRecordedAt().isBefore(until)
                    && (reason == null
                            ? !RefusalReason.ID_REUSED.word().equals(letter.getReason())
                            : reason.equals(letter.getReason()))
                    && (agency == null || agency.equals(letter.getAgency()))
                    && (type == null || type.equals(letter.getType()));
        }
    }

    /**
     * The rejected events, in the order in which they were rejected; their payloads are left out.
     *
     * @param most so many at most, and of the last moment all or none, so that the next ones begin after it
     */
    public List<DeadLetter> find(Wanted wanted, int most) {
        PriorityQueue<DeadLetter> letters = new PriorityQueue<>(NEWEST_FIRST);
        Instant oldest = Instant.MAX;
        boolean cut = false;
        try (Deserializer<DeadLetter> values = registry.<DeadLetter>deserializer(Topics.DEAD_LETTER.value());
                KafkaConsumer<byte[], DeadLetter> reader = new KafkaConsumer<>(
                        kafka.with(Map.of("isolation.level", "read_committed")), new ByteArrayDeserializer(), values)) {
            List<TopicPartition> partitions = reader.partitionsFor(Topics.DEAD_LETTER.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = reader.endOffsets(partitions);
            while (end.entrySet().stream().anyMatch(to -> reader.position(to.getKey()) < to.getValue())) {
                for (ConsumerRecord<byte[], DeadLetter> record : reader.poll(Duration.ofMillis(500))) {
                    if (wanted.includes(record.value())) {
                        record.value().setPayload(null);
                        letters.add(record.value());
                        oldest = oldest.isBefore(record.value().getRecordedAt())
                                ? oldest
                                : record.value().getRecordedAt();
                        // Those of one moment stay together: whoever goes on after a moment must not pass by any of it.
                        while (letters.size() > most
                                && letters.element().getRecordedAt().isAfter(oldest)) {
                            letters.remove();
                            cut = true;
                        }
                    }
                }
            }
        }
        List<DeadLetter> found = new ArrayList<>(letters);
        found.sort(NEWEST_FIRST.reversed());
        if (cut) {
            Instant last = found.get(found.size() - 1).getRecordedAt();
            if (found.get(0).getRecordedAt().isBefore(last)) {
                found.removeIf(letter -> letter.getRecordedAt().equals(last));
            }
        }
        return found;
    }

    /**
     * Puts them into the log again.
     *
     * @param progress is told how many are done, one after the other
     * @return those whose event the log no longer holds
     * @throws KafkaException when Kafka does not give or take one; those before it are in the log
     */
    public List<DeadLetter> drive(List<DeadLetter> letters, IntConsumer progress) throws InterruptedException {
        List<DeadLetter> gone = new ArrayList<>();
        Set<String> driven = new HashSet<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        kafka.with(Map.of("acks", "all")), new ByteArraySerializer(), new ByteArraySerializer());
                KafkaConsumer<byte[], byte[]> log = new KafkaConsumer<>(
                        kafka.with(Map.of(
                                "max.poll.records",
                                1,
                                "max.partition.fetch.bytes",
                                65_536,
                                "auto.offset.reset",
                                "none")),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            int done = 0;
            for (DeadLetter letter : letters) {
                Optional<ConsumerRecord<byte[], byte[]>> original = original(log, letter);
                if (original.isEmpty()) {
                    gone.add(letter);
                    continue;
                }
                ConsumerRecord<byte[], byte[]> record = original.get();
                long first = EventHeaders.firstOffset(record.headers(), record.offset());
                // Rejected again by an earlier re-drive, it is one letter more and the same event.
                if (driven.add(record.topic() + ":" + record.partition() + ":" + first)) {
                    record.headers().remove(EventHeaders.FIRST_OFFSET);
                    record.headers()
                            .add(EventHeaders.FIRST_OFFSET, Long.toString(first).getBytes(StandardCharsets.UTF_8));
                    producer.send(new ProducerRecord<>(
                                    record.topic(), null, null, record.key(), record.value(), record.headers()))
                            .get();
                }
                progress.accept(++done);
            }
        } catch (ExecutionException e) {
            throw new KafkaException("an event could not be put into the log again", e.getCause());
        }
        return gone;
    }

    private static Optional<ConsumerRecord<byte[], byte[]>> original(
            KafkaConsumer<byte[], byte[]> log, DeadLetter letter) {
        TopicPartition partition = new TopicPartition(letter.getTopic(), letter.getPartition());
        log.assign(List.of(partition));
        log.seek(partition, letter.getOffset());
        long until = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() - until < 0) {
                for (ConsumerRecord<byte[], byte[]> record : log.poll(Duration.ofMillis(500))) {
                    if (record.offset() == letter.getOffset()) {
                        return Optional.of(record);
                    }
                }
                if (log.position(partition) > letter.getOffset()) {
                    return Optional.empty();
                }
            }
        } catch (OffsetOutOfRangeException gone) {
            return Optional.empty();
        }
        throw new KafkaException("the log does not give " + partition + " offset " + letter.getOffset() + " in time");
    }
}
