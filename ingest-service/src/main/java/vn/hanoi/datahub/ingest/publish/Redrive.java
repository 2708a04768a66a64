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
 * Puts events that the processor rejected into the log again, as they were, once what stood in their way is mended.
 * What was refused at the door is not here: its agency was told so and sends it again. An event that was applied
 * meanwhile ends as a duplicate: nothing counts twice.
 */
public final class Redrive {

    private static final Comparator<DeadLetter> NEWEST_FIRST =
            Comparator.comparing(DeadLetter::getRecordedAt).reversed();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration WITHIN = Duration.ofMinutes(2);

    /** A letter says when it was written, and so does the broker; their clocks need not agree. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

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
     * The rejected events, in the order in which they were rejected; their payloads are left out.
     *
     * @param most so many at most, and of the last moment all or none, so that the next ones begin after it
     */
    public List<DeadLetter> find(LetterFilter filter, int most) {
        Letters letters = new Letters(filter, most);
        TopicReader.of(kafka, registry, Topics.DEAD_LETTER, WITHIN)
                .since(filter.fromWhen(), record -> letters.take(record.value()));
        return letters.inOrder();
    }

    /** The first letters that are filter, so many at most; filled one by one, in any order. */
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
            // Those of one moment stay together: whoever continues after a moment must not miss any of it.
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
     * Puts them into the log again.
     *
     * @param progress is told how many are done, one after the other
     * @return those whose event the log no longer holds
     * @throws KafkaException when Kafka does not give or take one; those before it are in the log
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
}
