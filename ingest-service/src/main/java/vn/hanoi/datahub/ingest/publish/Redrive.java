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
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.Stage;
import vn.hanoi.datahub.schemas.codec.EventHeaders;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.log.RecordReader;
import vn.hanoi.datahub.schemas.log.TopicReader;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * Writes events that the processor rejected to the log again, unchanged, once the cause of the rejection has been
 * fixed. Events that were refused at admission are not included: their agency has been informed and sends them again.
 * An event that has been applied in the meantime ends as a duplicate, so nothing counts twice.
 */
public final class Redrive {

    private static final Comparator<DeadLetter> NEWEST_FIRST =
            Comparator.comparing(DeadLetter::getRecordedAt).reversed();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration WITHIN = Duration.ofMinutes(2);

    /** Maximum difference between the clock that a dead letter's time comes from and the broker's. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private final KafkaConnection kafka;
    private final Registry registry;

    public Redrive(KafkaConnection kafka, Registry registry) {
        this.kafka = kafka;
        this.registry = registry;
    }

    /**
     * Selects rejected events.
     *
     * @param reason null for all except reused ids, which are rejected again however often they are tried
     * @param agency null for all
     * @param type null for all
     * @param since rejected after this moment
     * @param until rejected before this moment, so that what a re-drive itself causes is not re-driven
     */
    public record LetterFilter(
            @Nullable String reason,
            @Nullable String agency,
            @Nullable String type,
            Instant since,
            Instant until) {

        private Instant fromWhen() {
            return since.isAfter(Instant.EPOCH) ? since.minus(CLOCKS_APART) : Instant.EPOCH;
        }

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
     * Returns the rejected events in the order in which they were rejected, without their payloads.
     *
     * @param most maximum number of events. Those of the last moment are returned either all or not at all, so that the
     *     next call can continue after it; only events of one single moment may exceed the maximum
     */
    public List<DeadLetter> find(LetterFilter filter, int most) {
        Letters letters = new Letters(filter, most);
        TopicReader.of(kafka, registry, Topics.DEAD_LETTER, WITHIN)
                .since(filter.fromWhen(), record -> letters.take(record.value()));
        return letters.inOrder();
    }

    /** The earliest letters that match a filter, up to a maximum number. They can be added in any order. */
    private static final class Letters {
        private final PriorityQueue<DeadLetter> letters = new PriorityQueue<>(NEWEST_FIRST);
        private final LetterFilter filter;
        private final int most;
        private Instant oldest = Instant.MAX;
        private boolean cut;

        Letters(LetterFilter filter, int most) {
            this.filter = filter;
            this.most = most;
        }

        void take(DeadLetter letter) {
            if (!filter.includes(letter)) {
                return;
            }
            letter.setPayload(null);
            letters.add(letter);
            oldest = oldest.isBefore(letter.getRecordedAt()) ? oldest : letter.getRecordedAt();
            // Letters of one moment stay together: a caller that continues after a moment must not miss any of them.
            while (letters.size() > most && letters.element().getRecordedAt().isAfter(oldest)) {
                letters.remove();
                cut = true;
            }
        }

        List<DeadLetter> inOrder() {
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
    }

    /**
     * Writes the events of dead letters to the log again.
     *
     * @param progress receives the number of letters re-driven so far, after each one
     * @return the letters whose events are no longer in the log
     * @throws KafkaException when an event cannot be read or written; the ones before it have been written
     */
    public List<DeadLetter> drive(List<DeadLetter> letters, IntConsumer progress) throws InterruptedException {
        List<DeadLetter> gone = new ArrayList<>();
        Set<String> driven = new HashSet<>();
        try (Producer<byte[], byte[]> producer =
                        kafka.producer(new ByteArraySerializer(), new ByteArraySerializer(), WITHIN, Map.of());
                RecordReader log = new RecordReader(kafka, PATIENCE)) {
            int done = 0;
            for (DeadLetter letter : letters) {
                Optional<ConsumerRecord<byte[], byte[]>> original =
                        log.read(new TopicPartition(letter.getTopic(), letter.getPartition()), letter.getOffset());
                if (original.isEmpty()) {
                    gone.add(letter);
                    continue;
                }
                ConsumerRecord<byte[], byte[]> record = original.get();
                long first = EventHeaders.firstOffset(record.headers(), record.offset());
                // An event that was rejected again after an earlier re-drive has several letters.
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
            throw new KafkaException("an event could not be written to the log again", e.getCause());
        }
        return gone;
    }
}
