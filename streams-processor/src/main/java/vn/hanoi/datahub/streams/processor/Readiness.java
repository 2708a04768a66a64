package vn.hanoi.datahub.streams.processor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;

/**
 * Which definitions a partition of the shuffle publishes values of. A new one is silent until every partition of the log has counted its events by it, so that no
 * half-counted value is ever published; the version before goes on until the new one's values are out.
 *
 * <pre>
 *   silent ── each partition of the log says it is counted ─▶ complete ── its values are out ─▶ evaluated; versions before it are over
 * </pre>
 */
final class Readiness {

    private static final String COMPLETE = "complete";
    private static final String EVALUATED = "evaluated";

    private final KeyValueStore<String, String> store;
    private final Counted counted;
    private final int logPartitions;
    private final Map<String, String> states = new TreeMap<>();

    Readiness(KeyValueStore<String, String> store, Counted counted, int logPartitions) {
        this.store = store;
        this.counted = counted;
        this.logPartitions = logPartitions;
        try (KeyValueIterator<String, String> entries = store.all()) {
            entries.forEachRemaining(entry -> states.put(entry.key, entry.value));
        }
    }

    /** Notes that a partition of the log has counted all its events by a definition; true when it was the last one. */
    boolean counted(IndicatorDefinition definition, int partition) {
        if (!isSilent(definition)) {
            return false;
        }
        String name = Counted.name(definition);
        String before = states.get(name);
        TreeSet<String> partitions = new TreeSet<>(before == null ? List.of() : List.of(before.split(",")));
        partitions.add(Integer.toString(partition));
        boolean all = partitions.size() == logPartitions;
        put(name, all ? COMPLETE : String.join(",", partitions));
        return all;
    }

    boolean isSilent(IndicatorDefinition definition) {
        String state = states.get(Counted.name(definition));
        return !COMPLETE.equals(state) && !EVALUATED.equals(state);
    }

    /** Whether a later version has taken its place. */
    boolean isOver(IndicatorDefinition definition) {
        IndicatorDefinition newest = counted.newest(definition.id());
        return newest != null
                && newest.version() > definition.version()
                && EVALUATED.equals(states.get(Counted.name(newest)));
    }

    /** Those whose events are all counted and whose values are not yet all out. */
    List<IndicatorDefinition> complete() {
        return counted.all().stream()
                .filter(definition -> COMPLETE.equals(states.get(Counted.name(definition))))
                .toList();
    }

    void evaluated(IndicatorDefinition definition) {
        put(Counted.name(definition), EVALUATED);
    }

    private void put(String name, String state) {
        states.put(name, state);
        store.put(name, state);
    }

    /** Forgets definitions that are not counted any more, and names them. */
    List<String> forgetEnded() {
        List<String> ended = states.keySet().stream()
                .filter(name -> counted.find(name) == null)
                .toList();
        ended.forEach(name -> {
            states.remove(name);
            store.delete(name);
        });
        return ended;
    }
}
