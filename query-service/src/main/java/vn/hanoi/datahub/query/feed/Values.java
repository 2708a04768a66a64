package vn.hanoi.datahub.query.feed;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.MirrorRetention;
import vn.hanoi.datahub.edge.feed.TopicHandler;
import vn.hanoi.datahub.query.history.History;
import vn.hanoi.datahub.query.view.RecentWindow;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.query.view.ValueView;
import vn.hanoi.datahub.values.IndicatorValue;
import vn.hanoi.datahub.values.IndicatorValueKey;

/**
 * Takes published values into the view. What the history holds at the start is read from there, and only what came since from the topic; a start takes as long with ten
 * years of values as with one. A little before that is read, too, so that live readers can resume over a restart.
 */
public final class Values implements TopicHandler<IndicatorValueKey, IndicatorValue>, FollowedTopic.Start {

    /** Hears of each value, from a little before the start. */
    @FunctionalInterface
    public interface Listener {
        void published(Value value, ConsumerRecord<?, ?> record);
    }

    private final ValueView view;
    private final History history;
    private final RecentWindow window;
    private final InstantSource clock;
    private final int before;
    private final Listener listener;
    private final Runnable whenCaughtUp;
    private final Admin admin;
    private Map<Integer, Long> taken = Map.of();
    private final Map<Integer, Long> heard = new HashMap<>();

    /**
     * @param before how many records before the start the listener hears of
     * @param whenCaughtUp runs when all is taken that was there at the start, or at a new start after a failure
     */
    public Values(
            ValueView view,
            History history,
            RecentWindow window,
            InstantSource clock,
            Admin admin,
            int before,
            Listener listener,
            Runnable whenCaughtUp) {
        this.admin = admin;
        this.whenCaughtUp = whenCaughtUp;
        this.view = view;
        this.history = history;
        this.window = window;
        this.clock = clock;
        this.before = before;
        this.listener = listener;
    }

    @Override
    public Map<TopicPartition, Long> from(Map<TopicPartition, Long> ends) {
        taken = history.recent(RevisionTopic.id(admin), window, clock.instant(), view::put);
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

    /** The topic of revisions is kept for ever: nothing of it is ever removed. */
    @Override
    public void forget(IndicatorValueKey key) {}

    @Override
    public MirrorRetention retention() {
        return MirrorRetention.ofKeys("the recent window; what leaves it stays in the history");
    }

    @Override
    public void take(ConsumerRecord<IndicatorValueKey, IndicatorValue> record, boolean isNew) {
        Value value = value(record.key(), record.value());
        if (record.offset() >= taken.getOrDefault(record.partition(), 0L)) {
            view.put(value);
        }
        heard.put(record.partition(), record.offset() + 1);
        listener.published(value, record);
    }

    public static Value value(IndicatorValueKey key, IndicatorValue value) {
        return new Value(
                new ValueKey(
                        key.getIndicator(),
                        key.getDefinitionVersion(),
                        key.getDimension(),
                        new AreaId(key.getArea(), key.getAreaSince()),
                        key.getMember(),
                        Period.parse(key.getPeriod())),
                value.getValue(),
                Value.plain(value.getNumerator()),
                Value.plain(value.getDenominator()),
                value.getEvents(),
                value.getCoverage(),
                value.getRevision(),
                value.getFirstRecordedAt(),
                value.getRecordedAt(),
                false);
    }
}
