package vn.hanoi.datahub.edge.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.log.KafkaOffsets;
import vn.hanoi.datahub.schemas.log.TopicReader;
import vn.hanoi.datahub.schemas.topic.Topic;

/**
 * Reads a topic from its beginning, or from where its handler left off, then follows it. Uses one thread and reads
 * committed records only. It has caught up when it has passed the end offsets of when it started.
 */
public final class FollowedTopic<K, V> implements SmartLifecycle {

    /** Where reading begins, at the start and after a failure. */
    @FunctionalInterface
    public interface Start {

        Start AT_THE_BEGINNING = ends -> Map.of();

        /**
         * Returns where reading begins.
         *
         * @param ends current end offsets of the partitions
         * @return the first offset to read of each; partitions left out are read from their beginning
         */
        Map<TopicPartition, Long> from(Map<TopicPartition, Long> ends);
    }

    private static final Logger LOG = LoggerFactory.getLogger(FollowedTopic.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

    /** More than a service has threads that wait, and than there are actions that nobody waits for. */
    static final int MOST_PASSINGS = 10_000;

    private final KafkaConnection kafka;
    private final Registry registry;
    private final Topic<K, V> topic;
    private final TopicHandler<K, V> handler;
    private final Start start;
    private final InstantSource clock;

    /** An action to run when the feed has passed certain positions. */
    private record Passing(Map<TopicPartition, Long> positions, Runnable then) {}

    private final Queue<Passing> passings = new ConcurrentLinkedQueue<>();

    private volatile boolean running;
    private volatile boolean caughtUp;
    private boolean failing;
    private Instant forgetsAgain = Instant.MIN;

    /** End offsets of the partitions when this feed first read them. */
    private Map<TopicPartition, Long> ends = Map.of();

    private volatile @Nullable Consumer<K, V> consumer;
    private @Nullable Thread thread;

    public FollowedTopic(
            KafkaConnection kafka,
            Registry registry,
            Topic<K, V> topic,
            TopicHandler<K, V> handler,
            Start start,
            InstantSource clock) {
        this.kafka = kafka;
        this.registry = registry;
        this.topic = topic;
        this.handler = handler;
        this.start = start;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        Thread reader = new Thread(this::run, "feed of " + topic.name());
        reader.setDaemon(true);
        reader.start();
        thread = reader;
    }

    private void run() {
        while (running) {
            try (Consumer<K, V> reader = kafka.reader(
                    topic.keys(registry).deserializer(), topic.values(registry).deserializer())) {
                consumer = reader;
                follow(reader);
            } catch (WakeupException stop) {
                return;
            } catch (RuntimeException e) {
                if (caughtUp || !failing) { // once, not every half second while it lasts
                    LOG.error("the feed of {} failed and starts again; answers may be old until then", topic.name(), e);
                }
                failing = true;
                caughtUp = false;
                pause();
            }
        }
    }

    private void follow(Consumer<K, V> reader) {
        List<TopicPartition> partitions = TopicReader.partitions(reader, topic.name());
        reader.assign(partitions);
        Map<TopicPartition, Long> end = reader.endOffsets(partitions);
        if (ends.isEmpty()) {
            ends = end;
        }
        reader.seekToBeginning(partitions);
        start.from(end).forEach(reader::seek);
        while (running) {
            for (ConsumerRecord<K, V> record : poll(reader)) {
                if (record.value() == null) {
                    handler.forget(record.key());
                } else {
                    handler.take(record, isNew(record));
                }
            }
            Map<TopicPartition, Long> next = new HashMap<>();
            partitions.forEach(partition -> next.put(partition, reader.position(partition)));
            Map<TopicPartition, Long> wanted = handler.taken(next);
            if (!wanted.equals(next)) {
                wanted.forEach(reader::seek);
            }
            passings.removeIf(passing -> {
                boolean passed = TopicReader.hasReached(reader, passing.positions());
                if (passed) {
                    passing.then().run();
                }
                return passed;
            });
            if (!caughtUp && TopicReader.hasReached(reader, end)) {
                caughtUp = true;
                failing = false;
                handler.caughtUp();
                LOG.info(
                        "the feed of {} has caught up; it keeps {}",
                        topic.name(),
                        handler.retention().bound());
            }
            if (caughtUp) {
                forget();
            }
        }
    }

    private void forget() {
        Duration age = handler.retention().age();
        Instant now = clock.instant();
        if (age != null && !now.isBefore(forgetsAgain)) {
            handler.forgetBefore(now.minus(age));
            forgetsAgain = now.plus(FORGET_EVERY);
        }
    }

    /** Returns whether a record is new; records that arrived while the feed was failing are new, too. */
    private boolean isNew(ConsumerRecord<K, V> record) {
        return record.offset() >= ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }

    /**
     * Runs an action, on the feed's thread, once everything before certain positions has been handled. Only for actions
     * of which a stuck feed does not get more and more; whoever gives up {@linkplain #awaitPassed waits} instead.
     *
     * @param positions end offsets of the partitions at the time of the request, open transactions included
     * @throws KafkaException when the feed is stuck, and as many actions wait for it as possible
     */
    public void whenPassed(Map<TopicPartition, Long> positions, Runnable then) {
        add(new Passing(positions, then));
    }

    private Passing add(Passing passing) {
        if (passings.size() >= MOST_PASSINGS) {
            throw new KafkaException("the feed of " + topic.name() + " is stuck: too much waits for it already");
        }
        passings.add(passing);
        return passing;
    }

    /**
     * Waits until everything before certain positions has been handled.
     *
     * @return false if that takes longer; nothing waits for it then
     * @throws KafkaException as {@link #whenPassed}
     */
    public boolean awaitPassed(Map<TopicPartition, Long> positions, Duration longest) throws InterruptedException {
        CountDownLatch passed = new CountDownLatch(1);
        Passing passing = add(new Passing(positions, passed::countDown));
        try {
            return passed.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            passings.remove(passing);
        }
    }

    /**
     * Runs an action, on the feed's thread, once everything that the topic has now has been handled, including
     * transactions that are still open.
     *
     * @throws KafkaException when Kafka does not return the topic's end offsets
     */
    public void whenCurrent(Admin admin, Runnable then) {
        whenPassed(ends(admin), then);
    }

    /**
     * Waits until everything that the topic has now has been handled.
     *
     * @return false if that takes longer
     * @throws KafkaException as {@link #whenCurrent}
     */
    public boolean awaitCurrent(Admin admin, Duration longest) throws InterruptedException {
        return awaitPassed(ends(admin), longest);
    }

    private Map<TopicPartition, Long> ends(Admin admin) {
        KafkaOffsets offsets = new KafkaOffsets(admin, null);
        return offsets.ends(offsets.partitions(List.of(topic.name())));
    }

    /**
     * Polls for records. One that another program wrote and that cannot be read is skipped, so that it does not block
     * those after it.
     */
    private ConsumerRecords<K, V> poll(Consumer<K, V> reader) {
        try {
            return reader.poll(caughtUp ? POLL : Duration.ofMillis(20));
        } catch (RecordDeserializationException e) {
            if (Registry.isAway(e)) {
                throw e; // nothing is wrong with the record, and it must not be missing
            }
            LOG.warn("{} offset {} cannot be read and is skipped", e.topicPartition(), e.offset());
            reader.seek(e.topicPartition(), e.offset() + 1);
            return ConsumerRecords.empty();
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
        Consumer<K, V> reader = consumer;
        if (reader != null) {
            reader.wakeup();
        }
        Thread reading = thread;
        if (reading != null) {
            try {
                reading.join(Duration.ofSeconds(5).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    public Topic<K, V> topic() {
        return topic;
    }

    /** Returns whether everything that was written before the service started has been handled. */
    public boolean isCaughtUp() {
        return caughtUp;
    }
}
