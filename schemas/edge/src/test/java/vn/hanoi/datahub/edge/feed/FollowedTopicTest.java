package vn.hanoi.datahub.edge.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.access.Quarantine;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.topic.Topics;

/** What waits for a feed that is stuck. */
class FollowedTopicTest {

    private static final Map<TopicPartition, Long> NEVER = Map.of(new TopicPartition(Topics.QUARANTINE.name(), 0), 1L);

    /** One that was never started, and so passes nothing. */
    private final FollowedTopic<String, Quarantine> stuck = new FollowedTopic<>(
            KafkaConnection.to("127.0.0.1:1"),
            Registry.at("mock://stuck"),
            Topics.QUARANTINE,
            TopicHandler.ofKeys("nothing", (key, record) -> {}, key -> {}),
            FollowedTopic.Start.AT_THE_BEGINNING,
            () -> Instant.EPOCH);

    @Test
    void whoGivesUpLeavesNothingBehind() throws Exception {
        for (int i = 0; i <= FollowedTopic.MOST_PASSINGS; i++) {
            assertThat(stuck.awaitPassed(NEVER, Duration.ZERO)).isFalse();
        }
    }

    @Test
    void whatWaitsIsBounded() {
        for (int i = 0; i < FollowedTopic.MOST_PASSINGS; i++) {
            stuck.whenPassed(NEVER, () -> {});
        }

        assertThatThrownBy(() -> stuck.whenPassed(NEVER, () -> {}))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining(Topics.QUARANTINE.name() + " is stuck");
    }
}
