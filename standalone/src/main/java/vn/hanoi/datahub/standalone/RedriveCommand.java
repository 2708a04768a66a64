package vn.hanoi.datahub.standalone;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.Stage;
import vn.hanoi.datahub.schemas.codec.EventHeaders;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * {@code ./hub redrive}: puts events that the processor rejected into the log again, as they were, once what stood in their way is mended. What was refused at the door is
 * not here: its agency was told so and sends it again. An event that was applied meanwhile ends as a duplicate: nothing counts twice.
 */
@Command(
        name = "redrive",
        description = "Put rejected events into the log again, as they were. Without --yes it only lists them.")
final class RedriveCommand implements Callable<Integer> {

    @Option(names = "--reason", paramLabel = "WORD", description = "Only those rejected for this reason.")
    private @Nullable String reason;

    @Option(names = "--agency", paramLabel = "CODE", description = "Only those of this agency.")
    private @Nullable String agency;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only this event type.")
    private @Nullable String type;

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Bootstrap servers (default: ${DEFAULT-VALUE}).",
            defaultValue = "127.0.0.1:9092")
    private String kafka = "";

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "The schema registry (default: ${DEFAULT-VALUE}).",
            defaultValue = "http://127.0.0.1:8085")
    private String registry = "";

    @Override
    public Integer call() throws ExecutionException, InterruptedException {
        List<DeadLetter> letters = letters();
        System.err.println("hub: " + letters.size() + " rejected events found");
        for (DeadLetter letter : letters) {
            System.out.printf(
                    "%s %-18s %-20s %-40s %s:%d:%d %s%n",
                    letter.getRecordedAt(),
                    letter.getReason(),
                    letter.getAgency() == null ? "-" : letter.getAgency(),
                    letter.getSubject() == null ? "-" : letter.getSubject(),
                    letter.getTopic(),
                    letter.getPartition(),
                    letter.getOffset(),
                    letter.getDetail());
        }
        if (!yes) {
            System.err.println("hub: nothing was done; --yes puts them into the log again");
            return 0;
        }
        int done = 0;
        Set<String> driven = new HashSet<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (DeadLetter letter : letters) {
                Optional<ConsumerRecord<byte[], byte[]>> original = original(letter);
                if (original.isEmpty()) {
                    System.err.println("hub: the log no longer holds " + letter.getTopic() + ":" + letter.getPartition()
                            + ":" + letter.getOffset());
                    continue;
                }
                ConsumerRecord<byte[], byte[]> record = original.get();
                long first = EventHeaders.firstOffset(record.headers(), record.offset());
                if (!driven.add(record.topic() + ":" + record.partition() + ":" + first)) {
                    done++;
                    continue; // rejected again by an earlier re-drive: one letter more, the same event
                }
                record.headers().remove(EventHeaders.FIRST_OFFSET);
                record.headers()
                        .add(EventHeaders.FIRST_OFFSET, Long.toString(first).getBytes(StandardCharsets.UTF_8));
                producer.send(new ProducerRecord<>(
                                record.topic(), null, null, record.key(), record.value(), record.headers()))
                        .get();
                if (++done % 100 == 0) {
                    System.err.println("hub: " + done + " of " + letters.size());
                }
            }
        }
        System.err.println("hub: " + done + " events are in the log again");
        return done == letters.size() ? 0 : 1;
    }

    private List<DeadLetter> letters() {
        List<DeadLetter> letters = new ArrayList<>();
        try (Deserializer<DeadLetter> values =
                        Registry.at(registry).<DeadLetter>deserializer(Topics.DEAD_LETTER.value());
                KafkaConsumer<byte[], DeadLetter> reader = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed"),
                        new ByteArrayDeserializer(),
                        values)) {
            List<TopicPartition> partitions = reader.partitionsFor(Topics.DEAD_LETTER.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = reader.endOffsets(partitions);
            while (end.entrySet().stream().anyMatch(to -> reader.position(to.getKey()) < to.getValue())) {
                for (ConsumerRecord<byte[], DeadLetter> record : reader.poll(Duration.ofMillis(500))) {
                    if (isWanted(record.value())) {
                        letters.add(record.value());
                    }
                }
            }
        }
        return letters;
    }

    private boolean isWanted(DeadLetter letter) {
        return letter.getStage() == Stage.PROCESSOR
                && letter.getTopic() != null
                && (reason == null ? !isHopeless(letter) : reason.equals(letter.getReason()))
                && (agency == null || agency.equals(letter.getAgency()))
                && (type == null || type.equals(letter.getType()));
    }

    /** A reused id stays one, however often it is tried; --reason id-reused asks for it all the same. */
    private static boolean isHopeless(DeadLetter letter) {
        return RefusalReason.ID_REUSED.word().equals(letter.getReason());
    }

    private Optional<ConsumerRecord<byte[], byte[]>> original(DeadLetter letter) {
        TopicPartition partition = new TopicPartition(letter.getTopic(), letter.getPartition());
        try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "max.poll.records", 1, "auto.offset.reset", "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            reader.assign(List.of(partition));
            reader.seek(partition, letter.getOffset());
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofSeconds(5))) {
                if (record.offset() == letter.getOffset()) {
                    return Optional.of(record);
                }
            }
        } catch (OffsetOutOfRangeException gone) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
