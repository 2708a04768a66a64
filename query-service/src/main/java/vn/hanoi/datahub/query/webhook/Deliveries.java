package vn.hanoi.datahub.query.webhook;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.access.Webhook;

/** The subscribers, and one thread for each active one. */
final class Deliveries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final Map<String, Webhook> webhooks = new ConcurrentHashMap<>();
    private final Map<String, Delivery> running = new ConcurrentHashMap<>();
    private volatile @Nullable Function<Webhook, Delivery> delivering;

    /** Stores the current state of a subscriber. */
    public synchronized void put(Webhook webhook) {
        if (webhook.getDeletedAt() != null) {
            webhooks.remove(webhook.getId());
        } else {
            webhooks.put(webhook.getId(), webhook);
        }
        settle(webhook.getId());
    }

    /** Stops sending to a subscriber whose key was removed from the topic. */
    public synchronized void remove(String id) {
        webhooks.remove(id);
        settle(id);
    }

    synchronized void start(Function<Webhook, Delivery> making) {
        delivering = making;
        webhooks.keySet().forEach(this::settle);
    }

    /** Starts or stops the thread of a subscriber, as its current state requires. */
    private void settle(String id) {
        Webhook webhook = webhooks.get(id);
        boolean isWanted = webhook != null && webhook.getDeadAt() == null;
        Delivery known = running.get(id);
        Function<Webhook, Delivery> making = delivering;
        if (isWanted && known == null && making != null) {
            try {
                begin(id, making.apply(webhook));
            } catch (RuntimeException e) {
                LOG.warn("webhook {} asks for what is not there any more and is not sent to: {}", id, e.toString());
            }
        } else if (!isWanted && known != null) {
            running.remove(id);
            known.stop();
        }
    }

    private void begin(String id, Delivery delivery) {
        running.put(id, delivery);
        Thread thread = new Thread(
                () -> {
                    delivery.run();
                    running.remove(id, delivery);
                },
                "webhook-" + id);
        thread.setDaemon(true);
        thread.start();
    }

    public Optional<Webhook> find(String id) {
        return Optional.ofNullable(webhooks.get(id));
    }

    /** Returns all subscribers, oldest first. */
    public List<Webhook> all() {
        return webhooks.values().stream()
                .sorted(Comparator.comparing(Webhook::getCreatedAt).thenComparing(Webhook::getId))
                .toList();
    }

    /** Returns the state of sending; empty if another replica is sending. */
    public Optional<Attempts> attempts(String id) {
        return Optional.ofNullable(running.get(id)).map(Delivery::attempts);
    }

    @Override
    public synchronized void close() {
        delivering = null;
        Collection<Delivery> all = List.copyOf(running.values());
        running.clear();
        all.forEach(Delivery::stop);
    }
}
