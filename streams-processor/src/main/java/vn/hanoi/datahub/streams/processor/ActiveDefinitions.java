package vn.hanoi.datahub.streams.processor;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;

/**
 * The definitions events are counted by: those of the catalogue and, beside one that is new, the version it is to take
 * the place of.
 */
public final class ActiveDefinitions {

    private final Map<String, NavigableMap<Integer, IndicatorDefinition>> versions = new TreeMap<>();

    private final Set<String> known;

    /** Nothing was counted before. */
    public ActiveDefinitions(Collection<IndicatorDefinition> definitions) {
        this(definitions, Set.of());
    }

    /** @param known indicators that were counted before, also those that are not any more */
    ActiveDefinitions(Collection<IndicatorDefinition> definitions, Set<String> known) {
        this.known = Set.copyOf(known);
        definitions.forEach(definition ->
                versions.computeIfAbsent(definition.id(), id -> new TreeMap<>()).put(definition.version(), definition));
    }

    /** What a version of a definition is called in stores and topics. */
    static String name(IndicatorDefinition definition) {
        return name(definition.id(), definition.version());
    }

    static String name(String indicator, int version) {
        return indicator + '@' + version;
    }

    List<IndicatorDefinition> all() {
        return versions.values().stream().flatMap(one -> one.values().stream()).toList();
    }

    /**
     * The definition that changes or cells belong to; null when it is no longer counted.
     *
     * @throws IllegalStateException when a newer instance counts by it and this one does not know it: to pass its
     *     changes by would lose them
     */
    @Nullable
    IndicatorDefinition find(String indicator, int version) {
        NavigableMap<Integer, IndicatorDefinition> ofIt = versions.get(indicator);
        if (ofIt == null && known.contains(indicator)) {
            return null;
        }
        if (ofIt == null || version > ofIt.lastKey()) {
            throw new IllegalStateException(
                    name(indicator, version)
                            + " is counted by another instance, and this one has an older catalogue: give it the new one and start it again");
        }
        return ofIt.get(version);
    }

    /** The same by {@link #name}. */
    @Nullable
    IndicatorDefinition find(String name) {
        int at = name.lastIndexOf('@');
        return find(name.substring(0, at), Integer.parseInt(name.substring(at + 1)));
    }

    /** The versions a definition takes the place of. */
    Collection<IndicatorDefinition> before(IndicatorDefinition definition) {
        NavigableMap<Integer, IndicatorDefinition> ofIt = versions.get(definition.id());
        return ofIt == null ? List.of() : ofIt.headMap(definition.version()).values();
    }

    /** The newest version of an indicator; none where it is not counted. */
    @Nullable
    IndicatorDefinition newest(String indicator) {
        NavigableMap<Integer, IndicatorDefinition> ofIt = versions.get(indicator);
        return ofIt == null ? null : ofIt.lastEntry().getValue();
    }
}
