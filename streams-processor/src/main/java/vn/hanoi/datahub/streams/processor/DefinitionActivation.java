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
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;

/**
 * Decides which definitions a partition of the shuffle publishes values of. A new definition is silent until every
 * partition of the log has counted its events by it, so that no half-counted value is ever published; the previous
 * version stays in force until the new one's values are published.
 *
 * <pre>
 *   silent    ── every partition of the log reports that it has counted ─▶ complete
 *   complete  ── cell by cell, its values are published                  ─▶ evaluated; earlier versions are over
 * </pre>
 */
public final class DefinitionActivation {

    /** Followed by the key of the last cell that was evaluated, in hexadecimal. */
    private static final String COMPLETE = "complete ";

    private static final String EVALUATED = "evaluated";
    private static final String OVER = "over";
    private static final String SILENT = "";

    private final KeyValueStore<String, String> store;
    private final ActiveDefinitions active;
    private final int logPartitions;
    private final Map<String, String> states = new TreeMap<>();
    private final Set<String> swept = new HashSet<>();

    /** Whether a stored state means that nothing is left to count or evaluate. */
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
        states.keySet().forEach(active::find); // throws if a newer instance ran here before
    }

    /** Records that a partition of the log has counted all its events by a definition. */
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
     * Whether a definition's cells are still being filled. Such definitions are recorded, so that their cells can be
     * swept if they are never published.
     */
    boolean isSilent(IndicatorDefinition definition) {
        String state = states.get(ActiveDefinitions.name(definition));
        if (state == null) {
            put(ActiveDefinitions.name(definition), SILENT);
            return true;
        }
        return !state.startsWith(COMPLETE) && !state.equals(EVALUATED) && !state.equals(OVER);
    }

    /**
     * Whether a later version has replaced a definition here. It stays over even when that version is replaced in turn.
     */
    boolean isOver(IndicatorDefinition definition) {
        return OVER.equals(states.get(ActiveDefinitions.name(definition)));
    }

    /** Returns the first definition whose events are all counted and whose cells are not yet all evaluated. */
    @Nullable
    IndicatorDefinition nextComplete() {
        return active.all().stream()
                .filter(definition -> states.getOrDefault(ActiveDefinitions.name(definition), "")
                        .startsWith(COMPLETE))
                .findFirst()
                .orElse(null);
    }

    /** Returns the key of the cell up to which a complete definition is evaluated; empty at the beginning. */
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

    /**
     * Schedules all published definitions for evaluation again, because their values depend on more than their cells.
     */
    void evaluateAgain() {
        active.all().stream()
                .filter(definition -> !isSilent(definition) && !isOver(definition))
                .forEach(definition -> put(ActiveDefinitions.name(definition), COMPLETE));
    }

    private void put(String name, String state) {
        states.put(name, state);
        store.put(name, state);
    }

    /** Returns the names of definitions that are no longer counted but still have stored cells. */
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
     * Forgets a definition that has no stored cells left. That it is over stays recorded as long as events may still be
     * counted by it.
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
