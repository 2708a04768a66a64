package vn.hanoi.datahub.query.events;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import vn.hanoi.datahub.edge.feed.MirrorRetention;
import vn.hanoi.datahub.edge.feed.TopicHandler;

/** Takes the records of a topic that grows without end, of which only the newest are held here. */
final class NewestFeed<V> implements TopicHandler<String, V> {

    private final Consumer<ConsumerRecord<String, V>> put;

    public NewestFeed(Consumer<ConsumerRecord<String, V>> put) {
        this.put = put;
    }

    @Override
    public void take(ConsumerRecord<String, V> record, boolean isNew) {
        put.accept(record);
    }

    /** Such a topic is a log: nobody removes a key of it. */
    @Override
    public void forget(String key) {}

    @Override
    public MirrorRetention retention() {
        return MirrorRetention.ofKeys("the newest 1,000 of each agency");
    }
}
