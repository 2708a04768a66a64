package vn.hanoi.datahub.schemas.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;

/**
 * A broker that takes connections and says nothing: whoever reads learns so in time, and not after Kafka's own minute.
 */
class SilentBrokerTest {

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final Duration IN_TIME = Duration.ofSeconds(20);

    private static final String LATER = " within 1 s; try again later";

    private ServerSocket silent;
    private KafkaConnection kafka;

    @BeforeEach
    void listen() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        kafka = KafkaConnection.to("127.0.0.1:" + silent.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        silent.close();
    }

    private static void givesUpInTime(Runnable read, String message) {
        long began = System.nanoTime();
        assertThatThrownBy(read::run).isInstanceOf(TimeoutException.class).hasMessageContaining(message);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(DEADLINE, IN_TIME);
    }

    @Test
    void theReaderOfATopicGivesUp() {
        TopicReader<byte[], byte[]> reader = TopicReader.ofBytes(kafka, "a.topic", DEADLINE);

        givesUpInTime(() -> reader.toEnd(record -> {}), LATER);
        givesUpInTime(() -> reader.from(0, 0, record -> {}), LATER);
    }

    @Test
    void theReaderOfSingleRecordsGivesUp_andCloses() {
        givesUpInTime(
                () -> {
                    try (RecordReader reader = new RecordReader(kafka, DEADLINE)) {
                        reader.read(new TopicPartition("a.topic", 0), 0);
                    }
                },
                LATER);
        givesUpInTime(
                () -> {
                    try (RecordReader reader = new RecordReader(kafka, DEADLINE)) {
                        reader.partitions("a.topic");
                    }
                },
                "");
    }
}
