package vn.hanoi.datahub.query.events;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import vn.hanoi.datahub.edge.feed.MirrorRetention;
import vn.hanoi.datahub.edge.feed.TopicHandler;

/** Handles a topic that grows without limit, of which only the newest records are kept in memory. */
final class NewestFeed<V> implements TopicHandler<String, V> {

    private final Consumer<ConsumerRecord<String, V>> put;

    public NewestFeed(Consumer<ConsumerRecord<String, V>> put) {
        this.put = put;
    }

    @Override
    public void take(ConsumerRecord<String, V> record, boolean isNew) {
        put.accept(record);
    }

    /** Does nothing: such a topic is a log, whose keys are never removed. */
    @Override
    public void forget(String key) {}

    @Override
    public MirrorRetention retention() {
        return MirrorRetention.ofKeys("the newest 1,000 of each agency");
    }
}
