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
 * The definitions that events are counted by: those of the catalogue and, beside a new version, the version it will
 * replace.
 */
public final class ActiveDefinitions {

    private final Map<String, NavigableMap<Integer, IndicatorDefinition>> versions = new TreeMap<>();

    private final Set<String> known;

    /** Creates the definitions of a hub that has counted nothing before. */
    public ActiveDefinitions(Collection<IndicatorDefinition> definitions) {
        this(definitions, Set.of());
    }

    /** @param known indicators that were counted before, including those that no longer are */
    ActiveDefinitions(Collection<IndicatorDefinition> definitions, Set<String> known) {
        this.known = Set.copyOf(known);
        definitions.forEach(definition ->
                versions.computeIfAbsent(definition.id(), id -> new TreeMap<>()).put(definition.version(), definition));
    }

    /** Returns the name of a version of a definition in stores and topics. */
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
     * Returns the definition that changes or cells belong to; null when it is no longer counted.
     *
     * @throws IllegalStateException when a newer instance counts by it and this one does not know it: skipping its
     *     changes would lose them
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
                            + " is counted by another instance, but this one has an older catalogue: install the new catalogue and restart it");
        }
        return ofIt.get(version);
    }

    /** Returns the definition with a {@link #name}, as {@link #find(String, int)} does. */
    @Nullable
    IndicatorDefinition find(String name) {
        int at = name.lastIndexOf('@');
        return find(name.substring(0, at), Integer.parseInt(name.substring(at + 1)));
    }

    /** Returns the versions that a definition replaces. */
    Collection<IndicatorDefinition> before(IndicatorDefinition definition) {
        NavigableMap<Integer, IndicatorDefinition> ofIt = versions.get(definition.id());
        return ofIt == null ? List.of() : ofIt.headMap(definition.version()).values();
    }

    /** Returns the newest version of an indicator; null where it is not counted. */
    @Nullable
    IndicatorDefinition newest(String indicator) {
        NavigableMap<Integer, IndicatorDefinition> ofIt = versions.get(indicator);
        return ofIt == null ? null : ofIt.lastEntry().getValue();
    }
}
