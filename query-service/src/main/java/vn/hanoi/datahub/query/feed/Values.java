package vn.hanoi.datahub.query.feed;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.MirrorRetention;
import vn.hanoi.datahub.edge.feed.TopicHandler;
import vn.hanoi.datahub.query.history.History;
import vn.hanoi.datahub.query.view.RowKey;
import vn.hanoi.datahub.query.view.ValueView;
import vn.hanoi.datahub.schemas.codec.PublishedParts;
import vn.hanoi.datahub.values.IndicatorRowKey;

/**
 * Puts published values into the view. At the start, it reads the values of the history from there, and only newer ones
 * from the topic, so that a start takes as long with ten years of values as with one. It also reads a little before
 * that position, so that live readers can resume after a restart.
 */
final class Values implements TopicHandler<IndicatorRowKey, byte[]>, FollowedTopic.Start {

    /** Receives all values, from a little before the start. */
    @FunctionalInterface
    public interface Listener {
        /** Called when parts of a row were published in one record. */
        void published(RowKey row, PublishedParts parts, ConsumerRecord<?, ?> record);
    }

    private final ValueView view;
    private final History history;
    private final int before;
    private final Listener listener;
    private final Runnable whenCaughtUp;
    private final Admin admin;
    private Map<Integer, Long> taken = Map.of();
    private final Map<Integer, Long> heard = new HashMap<>();

    /**
     * @param before from how many records before the start the listener is called
     * @param whenCaughtUp runs when everything that existed at the start has been read, or at a new start after a
     *     failure
     */
    public Values(ValueView view, History history, Admin admin, int before, Listener listener, Runnable whenCaughtUp) {
        this.admin = admin;
        this.whenCaughtUp = whenCaughtUp;
        this.view = view;
        this.history = history;
        this.before = before;
        this.listener = listener;
    }

    @Override
    public Map<TopicPartition, Long> from(Map<TopicPartition, Long> ends) {
        taken = history.recent(RevisionTopic.ids(admin), view::put);
        Map<TopicPartition, Long> from = new HashMap<>();
        ends.forEach((partition, end) -> {
            long stored = taken.getOrDefault(partition.partition(), 0L);
            long wanted = heard.getOrDefault(partition.partition(), Math.max(0, end - before / ends.size()));
            from.put(partition, Math.min(stored, wanted));
        });
        return from;
    }

    @Override
    public void caughtUp() {
        whenCaughtUp.run();
    }

    /** Does nothing: the revision topic is kept indefinitely, and nothing is ever removed from it. */
    @Override
    public void forget(IndicatorRowKey key) {}

    @Override
    public MirrorRetention retention() {
        return MirrorRetention.ofKeys("the recent window; what leaves it stays in the history");
    }

    @Override
    public void take(ConsumerRecord<IndicatorRowKey, byte[]> record, boolean isNew) {
        RowKey row = RowKey.of(record.key());
        PublishedParts parts = PublishedParts.ofRow(record.value());
        if (record.offset() >= taken.getOrDefault(record.partition(), 0L)) {
            view.put(row, parts);
        }
        listener.published(row, parts, record);
        heard.put(record.partition(), record.offset() + 1);
    }
}
