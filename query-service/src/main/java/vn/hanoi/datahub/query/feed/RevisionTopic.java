package vn.hanoi.datahub.query.feed;

import org.apache.kafka.clients.admin.Admin;
import vn.hanoi.datahub.query.history.TopicIds;
import vn.hanoi.datahub.schemas.log.KafkaOffsets;
import vn.hanoi.datahub.schemas.topic.Topics;

/** Identifies the revision topic. A topic that was deleted and created again is a different one. */
final class RevisionTopic {

    /** The former topic, with one value per record. The current topic, which has rows, replaced it. */
    private static final String FORMER = "hanoi.indicator-revision.v1";

    private RevisionTopic() {}

    /** Returns Kafka's own ids of the topic, and of the former one if Kafka still has it. */
    static TopicIds ids(Admin admin) {
        KafkaOffsets kafka = new KafkaOffsets(admin, null);
        return new TopicIds(
                kafka.topicId(Topics.INDICATOR_REVISION.name()),
                kafka.findTopicId(FORMER).orElse(null));
    }
}
