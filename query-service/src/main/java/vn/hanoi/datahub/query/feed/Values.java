package vn.hanoi.datahub.query.feed;

import java.math.BigDecimal;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.edge.feed.TopicFeed;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.query.view.ValueView;
import vn.hanoi.datahub.values.IndicatorValue;
import vn.hanoi.datahub.values.IndicatorValueKey;

/** Takes the records of the value topic into the view, and tells of those that are new. */
public final class Values implements TopicFeed.Taker<IndicatorValueKey, IndicatorValue> {

    /** Hears of each value that came after the start. */
    @FunctionalInterface
    public interface Listener {
        void changed(Value value, int partition, long offset);
    }

    private final ValueView view;
    private final Listener listener;

    public Values(ValueView view, Listener listener) {
        this.view = view;
        this.listener = listener;
    }

    @Override
    public void take(ConsumerRecord<IndicatorValueKey, IndicatorValue> record, boolean isNew) {
        ValueKey key = key(record.key());
        if (record.value() == null) {
            view.remove(key);
            return;
        }
        Value value = value(key, record.value());
        view.put(value);
        if (isNew) {
            listener.changed(value, record.partition(), record.offset());
        }
    }

    private static ValueKey key(IndicatorValueKey key) {
        return new ValueKey(
                key.getIndicator(),
                key.getDefinitionVersion(),
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
                value.getRevision(),
                value.getFirstRecordedAt(),
                value.getRecordedAt(),
                false);
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
        if (number == null) {
            return null;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
