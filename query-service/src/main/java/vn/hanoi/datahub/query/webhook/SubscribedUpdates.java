package vn.hanoi.datahub.query.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import vn.hanoi.datahub.access.Webhook;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.alerts.AlertAcknowledgement;
import vn.hanoi.datahub.query.feed.LiveUpdate;
import vn.hanoi.datahub.query.form.UpdateWriter;
import vn.hanoi.datahub.query.view.Alerts;
import vn.hanoi.datahub.query.view.RowKey;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.schemas.codec.PublishedParts;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.schemas.trace.TraceHeader;
import vn.hanoi.datahub.values.IndicatorRowKey;

/**
 * What subscribers requested, read from Kafka's records.
 *
 * @param areKnown whether everything that writing an update depends on has been read
 */
record SubscribedUpdates(Registry registry, Alerts alerts, UpdateWriter writer, BooleanSupplier areKnown) {

    /** The topics of each kind of event. */
    private static final Map<String, List<Topic<?, ?>>> TOPICS = Map.of(
            "value", List.of(Topics.INDICATOR_REVISION),
            "alert", List.of(Topics.ALERT, Topics.ALERT_ACKNOWLEDGEMENT));

    /** Returns the names of the topics that a webhook's updates come from. */
    static List<String> topics(Webhook webhook) {
        return webhook.getEvents().stream()
                .flatMap(event -> TOPICS.getOrDefault(event, List.of()).stream())
                .map(Topic::name)
                .toList();
    }

    /** Returns how a record becomes what is sent to a webhook. */
    Function<ConsumerRecord<byte[], byte[]>, List<Delivery.Told>> reading(Webhook webhook) {
        Predicate<LiveUpdate> wanted = writer.wanted(webhook);
        Function<ConsumerRecord<byte[], byte[]>, List<LiveUpdate>> reading = reading();
        return record -> reading.apply(record).stream()
                .filter(wanted)
                .map(update -> new Delivery.Told(update.event(), writer.json(update)))
                .toList();
    }

    private Function<ConsumerRecord<byte[], byte[]>, List<LiveUpdate>> reading() {
        Deserializer<IndicatorRowKey> key =
                Topics.INDICATOR_REVISION.keys(registry).deserializer();
        Deserializer<byte[]> body =
                Topics.INDICATOR_REVISION.ofBodies().values(registry).deserializer();
        Deserializer<Alert> alert = Topics.ALERT.values(registry).deserializer();
        Deserializer<AlertAcknowledgement> acknowledgement =
                Topics.ALERT_ACKNOWLEDGEMENT.values(registry).deserializer();
        return record -> {
            if (record.value() == null) {
                return List.of();
            }
            String topic = record.topic();
            if (topic.equals(Topics.INDICATOR_REVISION.name())) {
                String trace = TraceHeader.find(record.headers());
                List<LiveUpdate> values = new ArrayList<>();
                RowKey row = RowKey.of(key.deserialize(topic, record.key()));
                PublishedParts.ofRow(body.deserialize(topic, record.value()))
                        .forEach(part -> values.add(new LiveUpdate.OfValue(Value.of(row, part), trace)));
                return values;
            }
            if (topic.equals(Topics.ALERT.name())) {
                Alert told = alert.deserialize(topic, record.value());
                AlertAcknowledgement seen = alerts.find(told.getId())
                        .map(Alerts.Known::acknowledgement)
                        .orElse(null);
                return List.of(new LiveUpdate.OfAlert(new Alerts.Known(told, seen)));
            }
            AlertAcknowledgement seen = acknowledgement.deserialize(topic, record.value());
            return alerts.find(seen.getAlert()).stream()
                    .<LiveUpdate>map(known -> new LiveUpdate.OfAlert(new Alerts.Known(known.alert(), seen)))
                    .toList();
        };
    }
}
