package vn.hanoi.datahub.query.view;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.schemas.codec.PublishedParts;

/**
 * The last hour of each sensor among those that have left memory. An area keeps its newest hour there, but that may be
 * one of other sensors only: one that has been silent for longer than memory reaches back would be forgotten, unless it
 * is the only one of its area.
 */
public final class SilentSensors implements ValueView.Leaving {

    private record Sensor(String indicator, int version, String name) {
        static Sensor of(Value value) {
            return new Sensor(
                    value.key().indicator(), value.key().version(), value.key().member());
        }
    }

    /** A city has thousands; beyond this, the one that left memory first is forgotten. */
    private static final int MOST = 100_000;

    private final Definitions definitions;

    private final Map<Sensor, Value> last = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sensor, Value> eldest) {
            return size() > MOST;
        }
    });

    public SilentSensors(Definitions definitions) {
        this.definitions = definitions;
    }

    @Override
    public void left(RowKey row, PublishedParts parts) {
        Optional<IndicatorDefinition> definition = row.period().granularity() == Granularity.HOUR
                ? definitions.find(row.indicator(), row.version()).filter(IndicatorDefinition::isOfSensors)
                : Optional.empty();
        definition.ifPresent(known -> parts.forEach(known.dimensions().get(0), part -> {
            Value value = Value.of(row, part);
            last.compute(Sensor.of(value), (sensor, before) -> newer(before, value));
        }));
    }

    private static @Nullable Value newer(@Nullable Value before, Value value) {
        if (value.events() > 0) {
            return before != null && before.key().period().compareTo(value.key().period()) > 0 ? before : value;
        }
        boolean isRetracted = before != null && before.key().equals(value.key());
        return isRetracted ? null : before;
    }

    /** Returns the last hour of each sensor of an indicator. */
    public Stream<Value> of(IndicatorDefinition definition) {
        List<Value> all;
        synchronized (last) {
            all = List.copyOf(last.values());
        }
        return all.stream()
                .filter(value -> value.key().indicator().equals(definition.id())
                        && value.key().version() == definition.version());
    }
}
