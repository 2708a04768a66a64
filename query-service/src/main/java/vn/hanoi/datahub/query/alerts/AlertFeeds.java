package vn.hanoi.datahub.query.alerts;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.alerts.AlertAcknowledgement;
import vn.hanoi.datahub.edge.feed.MirrorRetention;
import vn.hanoi.datahub.edge.feed.TopicHandler;
import vn.hanoi.datahub.query.feed.LiveUpdate;
import vn.hanoi.datahub.query.feed.UpdateBroadcast;
import vn.hanoi.datahub.query.view.Alerts;

/** Puts alerts and acknowledgements into the view, and publishes them to live readers. */
final class AlertFeeds {

    /** In a reader's position, numbers below 0 distinguish partitions of these topics from those of the values. */
    private static final int ALERTS = -1;

    private static final int ACKNOWLEDGEMENTS = -1_001;

    private final Alerts view;
    private final UpdateBroadcast live;

    public AlertFeeds(Alerts view, UpdateBroadcast live) {
        this.view = view;
        this.live = live;
    }

    /** Returns the handler of the alert topic. */
    public TopicHandler<String, Alert> alerts() {
        return new Feed<>(
                ALERTS,
                alert -> Optional.of(view.put(alert)),
                view::remove,
                "alerts that are open, and those resolved in the last weeks");
    }

    public TopicHandler<String, AlertAcknowledgement> acknowledgements() {
        return new Feed<>(ACKNOWLEDGEMENTS, view::put, id -> {}, "those of the alerts that are held");
    }

    private final class Feed<V> implements TopicHandler<String, V> {
        private final int partitions;
        private final Function<V, Optional<Alerts.Known>> put;
        private final Consumer<String> remove;
        private final String bound;

        private Feed(int partitions, Function<V, Optional<Alerts.Known>> put, Consumer<String> remove, String bound) {
            this.partitions = partitions;
            this.put = put;
            this.remove = remove;
            this.bound = bound;
        }

        @Override
        public void take(ConsumerRecord<String, V> record, boolean isNew) {
            tell(put.apply(record.value()), isNew, partitions - record.partition(), record.offset());
        }

        @Override
        public void forget(String id) {
            remove.accept(id);
        }

        @Override
        public MirrorRetention retention() {
            return MirrorRetention.ofKeys(bound);
        }
    }

    /** Publishes new records only: publishing those from before the start would send months of alerts. */
    private void tell(Optional<Alerts.Known> known, boolean isNew, int partition, long offset) {
        if (isNew && known.isPresent()) {
            live.publish(new LiveUpdate.OfAlert(known.get()), partition, offset);
        } else {
            live.pass(partition, offset);
        }
    }
}
