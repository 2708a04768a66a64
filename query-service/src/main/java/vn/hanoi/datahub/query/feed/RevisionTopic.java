package vn.hanoi.datahub.query.feed;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import vn.hanoi.datahub.query.history.TopicIds;
import vn.hanoi.datahub.schemas.connection.KafkaAnswer;
import vn.hanoi.datahub.schemas.topic.Topics;

/** Identifies the revision topic. A topic that was deleted and created again is a different one. */
final class RevisionTopic {

    /** The former topic, with one value per record. The current topic, which has rows, replaced it. */
    private static final String FORMER = "hanoi.indicator-revision.v1";

    private RevisionTopic() {}

    /** Returns Kafka's own ids of the topic, and of the former one if Kafka still has it. */
    static TopicIds ids(Admin admin) {
        return new TopicIds(
                find(admin, Topics.INDICATOR_REVISION.name())
                        .orElseThrow(() -> new KafkaException("there is no topic " + Topics.INDICATOR_REVISION.name())),
                find(admin, FORMER).orElse(null));
    }

    /** Returns the id of a topic; empty if there is no such topic, or this service may not see it. */
    private static Optional<String> find(Admin admin, String topic) {
        try {
            return Optional.of(KafkaAnswer.of(
                            Objects.requireNonNull(admin.describeTopics(List.of(topic))
                                    .topicNameValues()
                                    .get(topic)),
                            "what " + topic + " is, is not known")
                    .topicId()
                    .toString());
        } catch (KafkaException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof TopicAuthorizationException) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
