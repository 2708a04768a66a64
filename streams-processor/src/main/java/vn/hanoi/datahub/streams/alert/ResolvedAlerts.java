package vn.hanoi.datahub.streams.alert;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.schemas.topic.Topic;

/**
 * The resolved alerts by the day on which they were resolved, so that their topic can forget them after thirteen
 * months. The topic's own retention would also remove an alert that has been open for so long.
 */
final class ResolvedAlerts {

    static final String STORE = "alert-resolved";

    private final KeyValueStore<String, String> ids;

    ResolvedAlerts(KeyValueStore<String, String> ids) {
        this.ids = ids;
    }

    /** Returns the oldest day of which anything is kept. */
    static LocalDate oldestKept(Instant now) {
        return CityTime.dayOf(now.minus(Topic.THIRTEEN_MONTHS));
    }

    void add(String id, Instant at) {
        ids.put(CityTime.dayOf(at) + "/" + id, id);
    }

    /** Removes and returns those that were resolved thirteen months ago. */
    List<String> forget(Instant now) {
        List<KeyValue<String, String>> old = new ArrayList<>();
        try (KeyValueIterator<String, String> entries =
                ids.range(null, oldestKept(now).toString())) {
            entries.forEachRemaining(old::add);
        }
        old.forEach(entry -> ids.delete(entry.key));
        return old.stream().map(entry -> entry.value).toList();
    }
}
