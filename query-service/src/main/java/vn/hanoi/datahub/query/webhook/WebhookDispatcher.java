package vn.hanoi.datahub.query.webhook;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.access.Webhook;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.topic.Topics;

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

    private final Deliveries deliveries;
    private final Function<String, Consumer<byte[], byte[]>> consumers;
    private final SubscribedUpdates updates;
    private final @Nullable DeliveryOptions options;
    private final ControlLog log;
    private final InstantSource clock;
    private final @Nullable Sender sender;

    /**
     * @param consumers creates the consumer for the id of a webhook
     * @param options null if nothing is sent
     */
    public WebhookDispatcher(
            Deliveries deliveries,
            Function<String, Consumer<byte[], byte[]>> consumers,
            SubscribedUpdates updates,
            @Nullable DeliveryOptions options,
            ControlLog log,
            InstantSource clock) {
        this.deliveries = deliveries;
        this.consumers = consumers;
        this.updates = updates;
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
        return new Delivery(
                webhook,
                consumers.apply(webhook.getId()),
                SubscribedUpdates.topics(webhook),
                updates.reading(webhook),
                new Delivery.Setup(
                        Objects.requireNonNull(sender),
                        how.signer(),
                        how.firstWait(),
                        how.giveUpAfter(),
                        updates.areKnown(),
                        clock),
                this::giveUp);
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
