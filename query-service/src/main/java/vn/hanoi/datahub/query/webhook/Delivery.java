package vn.hanoi.datahub.query.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.access.Webhook;
import vn.hanoi.datahub.schemas.codec.Registry;

/**
 * Sends to one subscriber, in a consumer group of its own. Of several query services one sends, another continues if it
 * stops, and no subscriber waits for another. The position is committed after the subscriber has accepted the events.
 * Delivery is therefore at least once, and each event has an id to detect duplicates.
 */
final class Delivery implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration KAFKA_REST = Duration.ofSeconds(2);
    private static final int GONE = 410;

    /**
     * An event for the subscriber, made from a record.
     *
     * @param event {@code value} or {@code alert}
     * @param data data as JSON
     */
    record Told(String event, String data) {}

    /**
     * Dependencies and settings of sending.
     *
     * @param firstWait delay after the first failure
     * @param giveUpAfter how long attempts continue without success
     * @param isReady whether everything that sending depends on has been read
     */
    record Setup(
            Sender sender,
            Signer signer,
            Duration firstWait,
            Duration giveUpAfter,
            BooleanSupplier isReady,
            InstantSource clock) {}

    private final Webhook webhook;
    private final Consumer<byte[], byte[]> consumer;
    private final Collection<String> topics;
    private final Function<ConsumerRecord<byte[], byte[]>, List<Told>> telling;
    private final Setup setup;
    private final BiConsumer<Webhook, String> onDead;
    private volatile boolean running = true;
    private volatile Attempts attempts = Attempts.none();
    private volatile @Nullable Thread thread;
    private @Nullable Message pending;

    /**
     * @param telling returns the events of a record that are for the subscriber
     * @param onDead called with the reason when the subscriber is given up
     */
    Delivery(
            Webhook webhook,
            Consumer<byte[], byte[]> consumer,
            Collection<String> topics,
            Function<ConsumerRecord<byte[], byte[]>, List<Told>> telling,
            Setup setup,
            BiConsumer<Webhook, String> onDead) {
        this.webhook = webhook;
        this.consumer = consumer;
        this.topics = topics;
        this.telling = telling;
        this.setup = setup;
        this.onDead = onDead;
    }

    Attempts attempts() {
        return attempts;
    }

    void stop() {
        running = false;
        consumer.wakeup();
        Thread sending = thread;
        if (sending != null) {
            sending.interrupt();
        }
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try (consumer) {
            while (running && !setup.isReady().getAsBoolean()) {
                rest(POLL);
            }
            boolean subscribed = false;
            while (running) {
                try {
                    if (!subscribed) {
                        consumer.unsubscribe(); // so that unsent records are read again, and nothing stays paused
                        consumer.subscribe(topics, new AtTheStart());
                        subscribed = true;
                    }
                    turn();
                } catch (RuntimeException e) {
                    if (running) {
                        LOG.warn("webhook {} begins again where it was: {}", webhook.getId(), e.toString());
                        pending = null;
                        subscribed = false;
                        rest(KAFKA_REST);
                    }
                }
            }
        } catch (RuntimeException e) {
            if (running) {
                LOG.error("webhook {} is not sent to any more until the service is started again", webhook.getId(), e);
            }
        }
    }

    /**
     * Returns the events of a record. A record that another application wrote and that cannot be read is skipped, so
     * that it does not block all later ones.
     */
    private List<Told> told(ConsumerRecord<byte[], byte[]> record) {
        try {
            return telling.apply(record);
        } catch (SerializationException e) {
            if (Registry.isAway(e)) {
                throw e;
            }
            LOG.warn(
                    "{}-{} offset {} cannot be read and is passed by",
                    record.topic(),
                    record.partition(),
                    record.offset());
            return List.of();
        }
    }

    private void rest(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            running = false;
        }
    }

    /** Reads further. While events are waiting to be accepted, it only signals to Kafka that it is alive. */
    private void turn() {
        if (pending != null) {
            consumer.pause(consumer.assignment());
        }
        Message read = new Message();
        consumer.poll(POLL).forEach(record -> {
            read.pass(record);
            told(record).forEach(told -> read.add(record, told.event(), told.data()));
        });
        if (pending == null && !read.reached().isEmpty()) {
            pending = read;
        }
        Message waiting = pending;
        if (waiting != null && !setup.clock().instant().isBefore(attempts.nextAt()) && take(waiting)) {
            consumer.commitSync(waiting.reached());
            pending = null;
            consumer.resume(consumer.assignment());
        }
    }

    /** Returns whether the subscriber has accepted a message, or none of it is for the subscriber. */
    private boolean take(Message message) {
        if (message.size() == 0) {
            return true;
        }
        Instant now = setup.clock().instant();
        String error = send(message, now);
        if (error == null) {
            attempts = attempts.delivered(now);
            return true;
        }
        attempts = attempts.failed(error, setup.firstWait(), now);
        boolean isGone = error.equals(Integer.toString(GONE));
        if (running && (isGone || attempts.isHopeless(setup.giveUpAfter(), now))) {
            onDead.accept(webhook, isGone ? "the subscriber says that it is gone" : error);
            running = false;
        }
        return false;
    }

    /** Sends a message; returns what went wrong, or null if nothing did. */
    private @Nullable String send(Message message, Instant now) {
        String id = message.id(webhook.getId());
        String body = message.body(now);
        try {
            return setup.sender()
                    .post(
                            webhook.getUrl(),
                            Map.of(
                                    "webhook-id",
                                    id,
                                    "webhook-timestamp",
                                    Long.toString(now.getEpochSecond()),
                                    "webhook-signature",
                                    setup.signer().signature(webhook.getId(), id, now.getEpochSecond(), body)),
                            body);
        } catch (InterruptedException e) {
            running = false;
            return "interrupted";
        }
    }

    /** Lets a subscriber that was never sent anything start where the topics ended when it was created. */
    private final class AtTheStart implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            pending = null;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            pending = null;
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
            Map<TopicPartition, Long> wanted = new HashMap<>();
            partitions.stream()
                    .filter(partition -> committed.get(partition) == null)
                    .forEach(partition ->
                            wanted.put(partition, webhook.getCreatedAt().toEpochMilli()));
            Map<TopicPartition, Long> ends = consumer.endOffsets(wanted.keySet());
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted);
            wanted.keySet().forEach(partition -> {
                OffsetAndTimestamp from = found.get(partition);
                consumer.seek(partition, from == null ? ends.getOrDefault(partition, 0L) : from.offset());
            });
        }
    }
}
