package vn.hanoi.datahub.edge.feed;

import java.time.InstantSource;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.topic.Topic;

/** Creates followed topics. */
public final class TopicFollower {

    private final KafkaConnection kafka;
    private final Registry registry;
    private final InstantSource clock;

    public TopicFollower(KafkaConnection kafka, Registry registry, InstantSource clock) {
        this.kafka = kafka;
        this.registry = registry;
        this.clock = clock;
    }

    /** Returns a topic that is followed from its beginning. */
    public <K, V> FollowedTopic<K, V> follow(Topic<K, V> topic, TopicHandler<K, V> handler) {
        return follow(topic, handler, FollowedTopic.Start.AT_THE_BEGINNING);
    }

    /** Returns a topic that is followed from the given start. */
    public <K, V> FollowedTopic<K, V> follow(Topic<K, V> topic, TopicHandler<K, V> handler, FollowedTopic.Start start) {
        return new FollowedTopic<>(kafka, registry, topic, handler, start, clock);
    }
}
