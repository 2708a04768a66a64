package vn.hanoi.datahub.query.feed;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.MirrorRetention;
import vn.hanoi.datahub.edge.feed.TopicHandler;
import vn.hanoi.datahub.query.history.Downsampling;
import vn.hanoi.datahub.query.history.HistoryWriter;
import vn.hanoi.datahub.query.history.Newest;
import vn.hanoi.datahub.query.view.RowKey;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.schemas.codec.PublishedParts;
import vn.hanoi.datahub.values.IndicatorRowKey;

/**
 * Writes published values into the history in batches. Each batch is stored together with the position in the topic, so
 * that nothing is written twice or left out. Also thins out old revisions.
 */
final class HistoryFill implements TopicHandler<IndicatorRowKey, byte[]>, FollowedTopic.Start {

    /** A batch costs the database about the same for one row as for thousands. */
    private static final int LARGE = 50_000;

    private static final long OLD_NANOS = Duration.ofMillis(500).toNanos();

    private static final long DOWNSAMPLED_NANOS = Duration.ofMinutes(15).toNanos();

    private final HistoryWriter writer;
    private final Downsampling downsampling;
    private final Newest newest;
    private final InstantSource clock;
    private final Admin admin;
    private final List<Value> waiting = new ArrayList<>();
    private Map<TopicPartition, Long> written = Map.of();
    private long writtenAt = System.nanoTime();
    private long downsampledAt = System.nanoTime();

    public HistoryFill(
            HistoryWriter writer, Downsampling downsampling, Newest newest, Admin admin, InstantSource clock) {
        this.newest = newest;
        this.writer = writer;
        this.downsampling = downsampling;
        this.clock = clock;
        this.admin = admin;
    }

    @Override
    public Map<TopicPartition, Long> from(Map<TopicPartition, Long> ends) {
        waiting.clear();
        Map<Integer, Long> positions = writer.positions(
                RevisionTopic.ids(admin),
                ends.keySet().stream().map(TopicPartition::partition).toList());
        Map<TopicPartition, Long> from = new HashMap<>();
        ends.keySet().forEach(partition -> from.put(partition, positions.get(partition.partition())));
        written = from;
        return from;
    }

    /** Does nothing: the revision topic is kept indefinitely, and nothing is ever removed from it. */
    @Override
    public void forget(IndicatorRowKey key) {}

    @Override
    public MirrorRetention retention() {
        return MirrorRetention.ofKeys("a batch of values at a time");
    }

    @Override
    public void take(ConsumerRecord<IndicatorRowKey, byte[]> record, boolean isNew) {
        RowKey row = RowKey.of(record.key());
        PublishedParts.ofRow(record.value()).forEach(part -> waiting.add(Value.of(row, part)));
    }

    @Override
    public Map<TopicPartition, Long> taken(Map<TopicPartition, Long> next) {
        if (waiting.isEmpty() || (waiting.size() < LARGE && System.nanoTime() - writtenAt < OLD_NANOS)) {
            return next;
        }
        boolean isBacklog = waiting.size() >= LARGE;
        boolean isMine = writer.write(waiting, TopicHandler.byNumber(written), TopicHandler.byNumber(next));
        waiting.clear();
        writtenAt = System.nanoTime();
        if (!isMine) {
            return from(next);
        }
        written = Map.copyOf(next);
        if (writtenAt - downsampledAt > DOWNSAMPLED_NANOS) {
            downsampling.run(clock.instant());
            newest.fold(clock.instant());
            downsampledAt = writtenAt;
        } else if (newest.isLarge(isBacklog)) {
            newest.fold(clock.instant());
        }
        return next;
    }
}
