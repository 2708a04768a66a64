package vn.hanoi.datahub.query.webhook;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.schemas.trace.TraceHeader;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** Creates the deliveries: from Kafka's records to what each subscriber requested. */
final class WebhookDispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookDispatcher.class);

    /**
     * Settings of sending.
     *
     * @param firstWait delay after a subscriber's first failure
     * @param giveUpAfter how long attempts continue without success
     */
    public record DeliveryOptions(Signer signer, Target target, Duration firstWait, Duration giveUpAfter) {}

    /** The topics of each kind of event. */
    private static final Map<String, List<Topic<?, ?>>> TOPICS = Map.of(
            "value", List.of(Topics.INDICATOR_REVISION),
            "alert", List.of(Topics.ALERT, Topics.ALERT_ACKNOWLEDGEMENT));

    private final Deliveries deliveries;
    private final Function<String, Consumer<byte[], byte[]>> consumers;
    private final Registry registry;
    private final Alerts alerts;
    private final UpdateWriter writer;
    private final @Nullable DeliveryOptions options;
    private final ControlLog log;
    private final BooleanSupplier isReady;
    private final InstantSource clock;
    private final @Nullable Sender sender;

    /**
     * @param consumers creates the consumer for the id of a webhook
     * @param options null if nothing is sent
     * @param isReady whether everything that sending depends on has been read
     */
    public WebhookDispatcher(
            Deliveries deliveries,
            Function<String, Consumer<byte[], byte[]>> consumers,
            Registry registry,
            Alerts alerts,
            UpdateWriter writer,
            @Nullable DeliveryOptions options,
            ControlLog log,
            BooleanSupplier isReady,
            InstantSource clock) {
        this.isReady = isReady;
        this.deliveries = deliveries;
        this.consumers = consumers;
        this.registry = registry;
        this.alerts = alerts;
        this.writer = writer;
        this.options = options;
        this.sender = options == null ? null : new Sender(options.target());
        this.log = log;
        this.clock = clock;
    }

    /** Returns how updates are sent; empty if none are sent, because there is no key. */
    public Optional<DeliveryOptions> options() {
        return Optional.ofNullable(options);
    }

    /** Starts sending, unless there is no key. */
    public void start() {
        DeliveryOptions known = options;
        if (known != null) {
            deliveries.start(webhook -> delivery(webhook, known));
        }
    }

    @Override
    public void close() {
        deliveries.close();
        if (sender != null) {
            sender.close();
        }
    }

    private Delivery delivery(Webhook webhook, DeliveryOptions how) {
        Predicate<LiveUpdate> wanted = writer.wanted(webhook);
        Function<ConsumerRecord<byte[], byte[]>, List<LiveUpdate>> reading = reading();
        return new Delivery(
                webhook,
                consumers.apply(webhook.getId()),
                webhook.getEvents().stream()
                        .flatMap(event -> TOPICS.getOrDefault(event, List.of()).stream())
                        .map(Topic::name)
                        .toList(),
                record -> reading.apply(record).stream()
                        .filter(wanted)
                        .map(update -> new Delivery.Told(update.event(), writer.json(update)))
                        .toList(),
                new Delivery.Ways(
                        Objects.requireNonNull(sender),
                        how.signer(),
                        how.firstWait(),
                        how.giveUpAfter(),
                        isReady,
                        clock),
                this::giveUp);
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

    /** Records that a subscriber was given up, unless it was deleted in the meantime. */
    private void giveUp(Webhook webhook, String why) {
        LOG.warn("webhook {} is given up: {}", webhook.getId(), why);
        Optional<Webhook> known = deliveries.find(webhook.getId());
        if (known.isEmpty()) {
            return;
        }
        Webhook dead = Webhook.newBuilder(known.get())
                .setDeadAt(clock.instant())
                .setDeadWhy(why)
                .build();
        log.write(Topics.WEBHOOK, dead.getId(), dead);
    }
}
