package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.log.RecordReader;
import vn.hanoi.datahub.schemas.log.TopicReader;

/**
 * Whoever reads a part of a topic gets all of it or an error, however much it is; and single records by their offsets.
 */
class TopicReaderIT {

    private static final String TOPIC = "test.topic-reader";
    private static final int PARTITIONS = 3;
    private static final int RECORDS = 8_000;
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);

    private static KafkaConnection kafka;
    private static Instant halfWay;

    @BeforeAll
    static void fill() throws Exception {
        kafka = KafkaConnection.to(RunningHub.get().settings.kafka());
        try (Admin admin = kafka.admin()) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty())
                            .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
                    .all()
                    .get();
        }
        write(0, RECORDS / 2);
        // The broker's clock has to move on before the other half.
        halfWay = Instant.now().plusMillis(1);
        while (!Instant.now().isAfter(halfWay)) {
            Thread.onSpinWait();
        }
        write(RECORDS / 2, RECORDS);
        try (Producer<byte[], byte[]> producer = producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "reader"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record(0, RECORDS)).get();
            producer.commitTransaction();
        }
    }

    private static void write(int from, int to) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (Producer<byte[], byte[]> producer = producer(Map.of(ProducerConfig.LINGER_MS_CONFIG, 20))) {
            for (int i = from; i < to; i++) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    sent.add(producer.send(record(partition, i)));
                }
                if (i == from) {
                    producer.flush(); // a new topic may get its leader only now, and takes the first batch first
                }
            }
        }
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    private static Producer<byte[], byte[]> producer(Map<String, ?> own) {
        return kafka.producer(new ByteArraySerializer(), new ByteArraySerializer(), DEADLINE, own);
    }

    private static ProducerRecord<byte[], byte[]> record(int partition, int number) {
        byte[] bytes = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(TOPIC, partition, bytes, bytes);
    }

    private static TopicReader<byte[], byte[]> reader(Duration deadline) {
        return TopicReader.ofBytes(kafka, TOPIC, deadline);
    }

    private static Map<Integer, List<Long>> offsets(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        Map<Integer, List<Long>> offsets = new HashMap<>();
        records.forEach(record -> offsets.computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                .add(record.offset()));
        return offsets;
    }

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Test
    void readsTheNewestOfEveryPartition_howeverManyTheyAre() {
        Map<Integer, List<Long>> found = offsets(reader(DEADLINE).newest(6_000));

        assertThat(found.get(1)).isEqualTo(range(RECORDS - 6_000, RECORDS));
        assertThat(found.get(2)).isEqualTo(range(RECORDS - 6_000, RECORDS));
        assertThat(found.get(0))
                .as("the last place is the end of a transaction")
                .isEqualTo(range(RECORDS - 5_998, RECORDS + 1));
    }

    @Test
    void readsAllToTheEnd() {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();

        reader(DEADLINE).toEnd(all::add);

        assertThat(all).hasSize(PARTITIONS * RECORDS + 1);
    }

    @Test
    void readsSinceAMoment_withoutWhatIsOlder() {
        List<ConsumerRecord<byte[], byte[]>> since = new ArrayList<>();

        reader(DEADLINE).since(halfWay, since::add);

        assertThat(offsets(since).get(1)).isEqualTo(range(RECORDS / 2, RECORDS));
    }

    @Test
    void readsAllSinceAMomentBeforeThereWasKafka() {
        List<ConsumerRecord<byte[], byte[]>> since = new ArrayList<>();

        reader(DEADLINE).since(Instant.MIN, since::add);

        assertThat(since).hasSizeGreaterThan(RECORDS);
    }

    @Test
    void readsNothingSinceAMomentAfterTheLastRecord() {
        List<ConsumerRecord<byte[], byte[]>> since = new ArrayList<>();

        reader(DEADLINE).since(Instant.now().plusSeconds(3_600), since::add);

        assertThat(since).isEmpty();
    }

    @Test
    void readsOnePartitionFromAnOffset() {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();

        reader(DEADLINE).from(2, 1_500, found::add);

        assertThat(offsets(found)).isEqualTo(Map.of(2, range(1_500, RECORDS)));
    }

    @Test
    void aPartIsNeverReturnedForTheWhole() {
        assertThatThrownBy(() -> reader(Duration.ZERO).newest(RECORDS))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("try again later");
    }

    @Test
    void readsARecordByItsOffset_andNoneWhereThereIsNone() throws Exception {
        try (RecordReader reader = new RecordReader(kafka, DEADLINE)) {
            assertThat(reader.partitions(TOPIC)).isEqualTo(PARTITIONS);
            assertThat(new String(reader.read(FIRST, 4_321).orElseThrow().value(), StandardCharsets.UTF_8))
                    .isEqualTo("4321");
            assertThat(reader.read(FIRST, RECORDS + 1L))
                    .as("the end of a transaction")
                    .isEmpty();
            assertThat(reader.read(FIRST, RECORDS + 2L)).as("after the end").isEmpty();
        }
    }

    @Test
    void readsNoRecordThatIsPastItsRetention() throws Exception {
        TopicPartition last = new TopicPartition(TOPIC + ".short", 0);
        try (Admin admin = kafka.admin();
                Producer<byte[], byte[]> producer = producer(Map.of());
                RecordReader reader = new RecordReader(kafka, DEADLINE)) {
            admin.createTopics(List.of(new NewTopic(last.topic(), Optional.of(1), Optional.empty())))
                    .all()
                    .get();
            for (int i = 0; i < 3; i++) {
                producer.send(new ProducerRecord<>(last.topic(), 0, null, new byte[] {1}))
                        .get();
            }
            admin.deleteRecords(Map.of(last, RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();

            assertThat(reader.read(last, 1)).isEmpty();
            assertThat(reader.read(last, 2)).isPresent();
        }
    }
}
