package vn.hanoi.datahub.query.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import vn.hanoi.datahub.access.Webhook;

/** A delivery at work: from a topic in memory to a subscriber that is a real server, by a clock that a test moves. */
final class Sending implements AutoCloseable {

    static final Instant NOW = Instant.parse("2025-11-01T00:00:00Z");
    static final Duration WAIT = Duration.ofMinutes(1);
    static final Duration GIVE_UP = Duration.ofHours(1);

    final Signer signer = new Signer("a-key-of-this-test-that-is-long-enough");
    final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    final List<String> dead = new CopyOnWriteArrayList<>();
    final Subscriber subscriber;
    Delivery delivery;
    private Sender sender;
    private Thread thread;

    Sending() throws IOException {
        subscriber = new Subscriber();
    }

    void begin(TopicInMemory topic) {
        begin(topic, subscriber.url(), true);
    }

    void begin(TopicInMemory topic, String url, boolean local) {
        Webhook webhook = Webhook.newBuilder()
                .setId("w-1")
                .setOwner("operator")
                .setUrl(url)
                .setEvents(List.of("alert"))
                .setCreatedBy("key:op")
                .setCreatedAt(NOW)
                .build();
        sender = new Sender(new Target(local));
        delivery = new Delivery(
                webhook,
                topic,
                List.of(TopicInMemory.PARTITION.topic()),
                Sending::told,
                new Delivery.Setup(sender, signer, WAIT, GIVE_UP, () -> true, now::get),
                (given, why) -> dead.add(given.getId() + ": " + why));
        thread = new Thread(delivery, "delivery");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * What begins with a dash is another's, and with a question mark nobody can read; all else is for the subscriber.
     */
    private static List<Delivery.Told> told(ConsumerRecord<byte[], byte[]> record) {
        String text = new String(record.value(), StandardCharsets.UTF_8);
        if (text.startsWith("?")) {
            throw new SerializationException("unknown magic byte");
        }
        return text.startsWith("-") ? List.of() : List.of(new Delivery.Told("alert", "\"" + text + "\""));
    }

    /** The data of all that was received, in its order. */
    List<String> data() {
        return subscriber.received.stream()
                .flatMap(message -> message.data().stream())
                .toList();
    }

    static void until(Callable<Boolean> isSo) {
        await().pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(10))
                .until(isSo);
    }

    /** Waits until the delivery has ended by itself. */
    void untilEnded() {
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(thread.isAlive()).isFalse();
    }

    @Override
    public void close() {
        delivery.stop();
        untilEnded();
        subscriber.close();
    }
}
