package vn.hanoi.datahub.streams.processor;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;

/**
 * Which definitions a partition of the shuffle publishes values of. A new one is silent until every partition of the
 * log has counted its events by it, so that no half-counted value is ever published; the version before goes on until
 * the new one's values are out.
 *
 * <pre>
 *   silent ── each partition of the log says it is counted ─▶ complete ── cell by cell, its values go out ─▶ evaluated; versions before it are over
 * </pre>
 */
public final class DefinitionActivation {

    /** Followed by the key of the last cell that was evaluated, in hexadecimal digits. */
    private static final String COMPLETE = "complete ";

    private static final String EVALUATED = "evaluated";
    private static final String OVER = "over";
    private static final String SILENT = "";

    private final KeyValueStore<String, String> store;
    private final ActiveDefinitions active;
    private final int logPartitions;
    private final Map<String, String> states = new TreeMap<>();
    private final Set<String> swept = new HashSet<>();

    /** Whether a state, as the store has it, says that nothing is left to be counted or evaluated. */
    public static boolean isSettled(String state) {
        return state.equals(EVALUATED) || state.equals(OVER);
    }

    DefinitionActivation(KeyValueStore<String, String> store, ActiveDefinitions active, int logPartitions) {
        this.store = store;
        this.active = active;
        this.logPartitions = logPartitions;
        try (KeyValueIterator<String, String> entries = store.all()) {
            entries.forEachRemaining(entry -> states.put(entry.key, entry.value));
        }
        states.keySet().forEach(active::find); // stops where a newer instance was before
    }

    /** Notes that a partition of the log has counted all its events by a definition. */
    void counted(IndicatorDefinition definition, int partition) {
        if (!isSilent(definition)) {
            return;
        }
        String name = ActiveDefinitions.name(definition);
        String before = states.getOrDefault(name, SILENT);
        TreeSet<String> partitions = new TreeSet<>(before.isEmpty() ? List.of() : List.of(before.split(",")));
        partitions.add(Integer.toString(partition));
        put(name, partitions.size() == logPartitions ? COMPLETE : String.join(",", partitions));
    }

    /**
     * Whether its cells are still being filled; they are remembered, so that they can be swept should it never speak.
     */
    boolean isSilent(IndicatorDefinition definition) {
        String state = states.get(ActiveDefinitions.name(definition));
        if (state == null) {
            put(ActiveDefinitions.name(definition), SILENT);
            return true;
        }
        return !state.startsWith(COMPLETE) && !state.equals(EVALUATED) && !state.equals(OVER);
    }

    /** Whether a later version has taken its place here; it has not come back when that one is replaced in its turn. */
    boolean isOver(IndicatorDefinition definition) {
        return OVER.equals(states.get(ActiveDefinitions.name(definition)));
    }

    /** Those whose events are all counted and whose cells are not yet all evaluated. */
    List<IndicatorDefinition> complete() {
        return active.all().stream()
                .filter(definition -> states.getOrDefault(ActiveDefinitions.name(definition), "")
                        .startsWith(COMPLETE))
                .toList();
    }

    /** The key of the cell up to which a complete definition is evaluated; empty at the beginning. */
    Bytes cursor(IndicatorDefinition definition) {
        String state = Objects.requireNonNull(states.get(ActiveDefinitions.name(definition)));
        return Bytes.wrap(HexFormat.of().parseHex(state.substring(COMPLETE.length())));
    }

    void evaluatedUpTo(IndicatorDefinition definition, Bytes cursor) {
        put(ActiveDefinitions.name(definition), COMPLETE + HexFormat.of().formatHex(cursor.get()));
    }

    void evaluated(IndicatorDefinition definition) {
        put(ActiveDefinitions.name(definition), EVALUATED);
        active.before(definition).forEach(former -> put(ActiveDefinitions.name(former), OVER));
    }

    /** All that speak are to be evaluated anew, because what they say depends on more than their cells. */
    void evaluateAgain() {
        active.all().stream()
                .filter(definition -> !isSilent(definition) && !isOver(definition))
                .forEach(definition -> put(ActiveDefinitions.name(definition), COMPLETE));
    }

    private void put(String name, String state) {
        states.put(name, state);
        store.put(name, state);
    }

    /** Names of those that are not counted any more, and of which something is still kept. */
    List<String> ended() {
        return states.keySet().stream()
                .filter(name -> !swept.contains(name))
                .filter(name -> {
                    IndicatorDefinition definition = active.find(name);
                    return definition == null || isOver(definition);
                })
                .toList();
    }

    /**
     * Forgets one of which nothing is kept any more. That it is over stays known as long as somebody may still count by
     * it.
     */
    void swept(String name) {
        if (active.find(name) == null) {
            states.remove(name);
            store.delete(name);
        } else {
            swept.add(name);
        }
    }
}
