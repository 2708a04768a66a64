package vn.hanoi.datahub.query.feed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.hanoi.datahub.edge.limit.Bulkhead;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.topic.Topics;

/** The log is not searched for more callers than are searched for at once; explanations are made of such searches. */
class EventLogTest {

    private final EventLog log = new EventLog(
            KafkaConnection.to("127.0.0.1:1"), new StringSerializer(), new Bulkhead("searches", 0, 0, Duration.ZERO));

    @Test
    void everySearchHasToFindAPlace() {
        assertThatThrownBy(() -> log.newest(Topics.ALERT, 10)).isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> log.since(Topics.ALERT, 0, 0, "s")).isInstanceOf(ServiceUnavailableException.class);
    }

    /** Each of them opens a connection to Kafka, too. */
    @Test
    @Timeout(10)
    void soHasWhoAsksForOneEvent_orForThePartitionOfASubject() {
        assertThatThrownBy(() -> log.read(Topics.ALERT, 0, 0)).isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> log.partition(Topics.ALERT, "s")).isInstanceOf(ServiceUnavailableException.class);
    }
}
