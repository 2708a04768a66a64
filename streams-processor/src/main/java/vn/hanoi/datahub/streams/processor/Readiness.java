package vn.hanoi.datahub.streams.processor;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;

/**
 * Which definitions a partition of the shuffle publishes values of. A new one is silent until every partition of the log has counted its events by it, so that no
 * half-counted value is ever published; the version before goes on until the new one's values are out.
 *
 * <pre>
 *   silent ── each partition of the log says it is counted ─▶ complete ── cell by cell, its values go out ─▶ evaluated; versions before it are over
 * </pre>
 */
final class Readiness {

    /** Followed by the key of the last cell that was evaluated, in hexadecimal digits. */
    private static final String COMPLETE = "complete ";

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
        states.keySet().forEach(counted::find); // stops where a newer instance was before
    }

    /** Notes that a partition of the log has counted all its events by a definition. */
    void counted(IndicatorDefinition definition, int partition) {
        if (!isSilent(definition)) {
            return;
        }
        String name = Counted.name(definition);
        String before = states.get(name);
        TreeSet<String> partitions = new TreeSet<>(before == null ? List.of() : List.of(before.split(",")));
        partitions.add(Integer.toString(partition));
        put(name, partitions.size() == logPartitions ? COMPLETE : String.join(",", partitions));
    }

    boolean isSilent(IndicatorDefinition definition) {
        String state = states.getOrDefault(Counted.name(definition), "");
        return !state.startsWith(COMPLETE) && !state.equals(EVALUATED);
    }

    /** Whether a later version has taken its place. */
    boolean isOver(IndicatorDefinition definition) {
        IndicatorDefinition newest = counted.newest(definition.id());
        return newest != null
                && newest.version() > definition.version()
                && EVALUATED.equals(states.get(Counted.name(newest)));
    }

    /** Those whose events are all counted and whose cells are not yet all evaluated. */
    List<IndicatorDefinition> complete() {
        return counted.all().stream()
                .filter(definition ->
                        states.getOrDefault(Counted.name(definition), "").startsWith(COMPLETE))
                .toList();
    }

    /** The key of the cell up to which a complete definition is evaluated; empty at the beginning. */
    Bytes cursor(IndicatorDefinition definition) {
        String state = Objects.requireNonNull(states.get(Counted.name(definition)));
        return Bytes.wrap(HexFormat.of().parseHex(state.substring(COMPLETE.length())));
    }

    void evaluatedUpTo(IndicatorDefinition definition, Bytes cursor) {
        put(Counted.name(definition), COMPLETE + HexFormat.of().formatHex(cursor.get()));
    }

    void evaluated(IndicatorDefinition definition) {
        put(Counted.name(definition), EVALUATED);
    }

    /** All that speak are to be evaluated anew, because what they say depends on more than their cells. */
    void evaluateAgain() {
        counted.all().stream()
                .filter(definition -> !isSilent(definition) && !isOver(definition))
                .forEach(definition -> put(Counted.name(definition), COMPLETE));
    }

    private void put(String name, String state) {
        states.put(name, state);
        store.put(name, state);
    }

    /** Names of those that are not counted any more, and of which something is still kept. */
    List<String> ended() {
        return states.keySet().stream()
                .filter(name -> {
                    IndicatorDefinition definition = counted.find(name);
                    return definition == null || isOver(definition);
                })
                .toList();
    }

    void forget(String name) {
        states.remove(name);
        store.delete(name);
    }
}
