package vn.hanoi.datahub.query.feed;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import vn.hanoi.datahub.schemas.topic.Topics;

/** Which topic of revisions it is: one that was deleted and made again is another. */
final class RevisionTopic {

    private RevisionTopic() {}

    /** Kafka's own id of the topic. */
    static String id(Admin admin) {
        String topic = Topics.INDICATOR_REVISION.name();
        try {
            return Objects.requireNonNull(admin.describeTopics(List.of(topic))
                            .topicNameValues()
                            .get(topic))
                    .get()
                    .topicId()
                    .toString();
        } catch (ExecutionException e) {
            throw new KafkaException("what " + topic + " is, is not known", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while " + topic + " was asked for", e);
        }
    }
}
