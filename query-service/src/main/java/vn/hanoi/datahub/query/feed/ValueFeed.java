package vn.hanoi.datahub.query.feed;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.query.view.ValueView;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.values.IndicatorValue;
import vn.hanoi.datahub.values.IndicatorValueKey;

/**
 * Reads the compacted topic of values from its beginning into the view, then follows it. One thread; committed records only; caught up when it has passed what
 * was there at the start.
 */
public final class ValueFeed implements SmartLifecycle {

    /** Hears of each value that came after the start. */
    @FunctionalInterface
    public interface Listener {
        void changed(Value value, int partition, long offset);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ValueFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Supplier<Consumer<IndicatorValueKey, IndicatorValue>> consumers;
    private final ValueView view;
    private final Listener listener;

    private volatile boolean running;
    private volatile boolean caughtUp;
    private volatile @Nullable Consumer<IndicatorValueKey, IndicatorValue> consumer;
    private @Nullable Thread thread;

    public ValueFeed(
            Supplier<Consumer<IndicatorValueKey, IndicatorValue>> consumers, ValueView view, Listener listener) {
        this.consumers = consumers;
        this.view = view;
        this.listener = listener;
    }

    @Override
    public void start() {
        running = true;
        Thread reader = new Thread(this::run, "value-feed");
        reader.setDaemon(true);
        reader.start();
        thread = reader;
    }

    private void run() {
        while (running) {
            try (Consumer<IndicatorValueKey, IndicatorValue> reader = consumers.get()) {
                consumer = reader;
                follow(reader);
            } catch (WakeupException stop) {
                return;
            } catch (RuntimeException e) {
                LOG.error(
                        "the feed of values failed and starts again from the beginning; answers may be old until then",
                        e);
                caughtUp = false;
                pause();
            }
        }
    }

    private void follow(Consumer<IndicatorValueKey, IndicatorValue> reader) {
        List<TopicPartition> partitions = reader.partitionsFor(Topics.INDICATOR_VALUE.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        Map<TopicPartition, Long> end = reader.endOffsets(partitions);
        while (running) {
            ConsumerRecords<IndicatorValueKey, IndicatorValue> records =
                    reader.poll(caughtUp ? POLL : Duration.ofMillis(20));
            for (ConsumerRecord<IndicatorValueKey, IndicatorValue> record : records) {
                take(record, end);
            }
            if (!caughtUp && end.entrySet().stream().allMatch(to -> reader.position(to.getKey()) >= to.getValue())) {
                caughtUp = true;
                LOG.info("the view has caught up: values={}", view.size());
            }
        }
    }

    private void take(ConsumerRecord<IndicatorValueKey, IndicatorValue> record, Map<TopicPartition, Long> end) {
        ValueKey key = key(record.key());
        if (record.value() == null) {
            view.remove(key);
            return;
        }
        Value value = value(key, record.value());
        view.put(value);
        if (record.offset() >= end.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
            listener.changed(value, record.partition(), record.offset());
        }
    }

    private static ValueKey key(IndicatorValueKey key) {
        return new ValueKey(
                key.getIndicator(),
                key.getDimension(),
                new AreaId(key.getArea(), key.getAreaSince()),
                key.getMember(),
                Period.parse(key.getPeriod()));
    }

    private static Value value(ValueKey key, IndicatorValue value) {
        return new Value(
                key,
                value.getValue(),
                plain(value.getNumerator()),
                plain(value.getDenominator()),
                value.getEvents(),
                value.getCoverage(),
                value.getDefinitionVersion(),
                value.getRevision(),
                value.getFirstRecordedAt(),
                value.getRecordedAt());
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
        if (number == null) {
            return null;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
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
        Consumer<IndicatorValueKey, IndicatorValue> reader = consumer;
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

    /** Whether the view holds everything that was published when the service started. */
    public boolean isCaughtUp() {
        return caughtUp;
    }
}
