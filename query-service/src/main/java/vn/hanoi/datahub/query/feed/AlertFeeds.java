package vn.hanoi.datahub.query.feed;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.alerts.AlertAcknowledgement;
import vn.hanoi.datahub.query.view.Alerts;

/** Takes alerts and acknowledgements into the view, and on to live readers. */
public final class AlertFeeds {

    /** In a reader's position, partitions of these topics are told from those of the values by numbers below 0. */
    private static final int ALERTS = -1;

    private static final int ACKNOWLEDGEMENTS = -1_001;

    private final Alerts view;
    private final Live live;

    public AlertFeeds(Alerts view, Live live) {
        this.view = view;
        this.live = live;
    }

    public void alert(ConsumerRecord<String, Alert> record, boolean isNew) {
        tell(Optional.of(view.put(record.value())), isNew, ALERTS - record.partition(), record.offset());
    }

    public void acknowledgement(ConsumerRecord<String, AlertAcknowledgement> record, boolean isNew) {
        tell(view.put(record.value()), isNew, ACKNOWLEDGEMENTS - record.partition(), record.offset());
    }

    /** What was there before the service started is told to nobody: it would be months of alerts. */
    private void tell(Optional<Alerts.Known> known, boolean isNew, int partition, long offset) {
        if (isNew && known.isPresent()) {
            live.publish(new News.OfAlert(known.get()), partition, offset);
        } else {
            live.pass(partition, offset);
        }
    }
}
