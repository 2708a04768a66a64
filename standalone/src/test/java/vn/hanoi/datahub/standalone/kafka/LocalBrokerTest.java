package vn.hanoi.datahub.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the hub's own brokers must not leave to Kafka's defaults. */
class LocalBrokerTest {

    private static final String FOUR_HUNDRED_DAYS = "576000";

    @Test
    void aGroupThatRestsForMonthsResumesWhereItWas() throws Exception {
        assertThat(LocalBroker.config(Path.of("data"), "127.0.0.1", 9092).getProperty("offsets.retention.minutes"))
                .isEqualTo(FOUR_HUNDRED_DAYS);
        assertThat(Files.readString(Path.of("../docker-compose.yml")))
                .contains("KAFKA_OFFSETS_RETENTION_MINUTES: " + FOUR_HUNDRED_DAYS);
    }
}
