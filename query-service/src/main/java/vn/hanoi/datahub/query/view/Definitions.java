package vn.hanoi.datahub.query.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueException;
import vn.hanoi.datahub.schemas.catalogue.DeclaredDefinition;
import vn.hanoi.datahub.values.DefinitionStage;
import vn.hanoi.datahub.values.DefinitionStep;

/**
 * The versions of each definition, and which one is in force: the newest whose values have all been published. Until a
 * new version is complete, readers see the previous one; afterwards they can still request it.
 */
public final class Definitions {

    /**
     * A new version whose values are being counted.
     *
     * @param counted share of the events in the log that have been counted, 0 to 1
     */
    public record Underway(int version, double counted) {}

    private static final class Version {
        private final Map<Integer, DefinitionStep> counted = new ConcurrentHashMap<>();
        /** When the values of each partition were first published. */
        private final Map<Integer, Instant> evaluated = new ConcurrentHashMap<>();

        private volatile int partitions;
        private volatile boolean ended;
        private volatile @Nullable IndicatorDefinition definition;

        boolean isInForce() {
            return partitions > 0 && evaluated.size() >= partitions;
        }

        Instant since() {
            return evaluated.values().stream().max(Instant::compareTo).orElse(Instant.EPOCH);
        }

        double share() {
            long of = counted.values().stream().mapToLong(DefinitionStep::getOf).sum();
            long done =
                    counted.values().stream().mapToLong(DefinitionStep::getDone).sum();
            return of == 0 ? 0 : (double) done / of;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);

    private final Catalogue catalogue;
    private final Map<String, NavigableMap<Integer, Version>> versions = new ConcurrentHashMap<>();

    public Definitions(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Applies a step of a version; returns true if another version is in force from now on.
     *
     * @param at when the step was made
     */
    public boolean put(DefinitionStep step, Instant at) {
        Version version = versions.computeIfAbsent(step.getIndicator(), id -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(step.getVersion(), number -> new Version());
        int before = speaking(step.getIndicator());
        String text = step.getText();
        if (text != null) {
            version.definition = read(step, text);
            version.ended = step.getStage() == DefinitionStage.ENDED;
        } else if (step.getStage() == DefinitionStage.EVALUATED) {
            version.partitions = step.getPartitions();
            version.evaluated.merge(step.getPartition(), at, (one, other) -> one.isBefore(other) ? one : other);
        } else {
            version.counted.put(step.getPartition(), step);
        }
        return speaking(step.getIndicator()) != before;
    }

    private int speaking(String indicator) {
        return find(indicator).map(IndicatorDefinition::version).orElse(0);
    }

    private @Nullable IndicatorDefinition read(DefinitionStep step, String text) {
        try {
            return DeclaredDefinition.read(step.getIndicator() + " version " + step.getVersion(), text, catalogue)
                    .definition();
        } catch (CatalogueException e) {
            LOG.warn("a former version cannot be read any more, its values are not shown: {}", e.getMessage());
            return null;
        }
    }

    /** Returns the definition in force for an indicator; empty if the catalogue has no such indicator. */
    public Optional<IndicatorDefinition> find(String indicator) {
        return catalogue.findDefinition(indicator).map(this::inForce);
    }

    /** Returns the indicators visible to readers, each with the definition in force. */
    public List<IndicatorDefinition> indicators() {
        return catalogue.indicators().stream().map(this::inForce).toList();
    }

    private IndicatorDefinition inForce(IndicatorDefinition declared) {
        NavigableMap<Integer, Version> known = versions.get(declared.id());
        if (known == null) {
            return declared;
        }
        Stream<Version> complete = known.descendingMap().values().stream().filter(Version::isInForce);
        // Until a version is complete, readers see the first: nothing came before it.
        return Stream.concat(complete, known.values().stream().limit(1))
                .filter(version -> !version.ended)
                .findFirst()
                .flatMap(version -> find(declared, version))
                .orElse(declared);
    }

    private static Optional<IndicatorDefinition> find(IndicatorDefinition declared, Version version) {
        IndicatorDefinition definition = version.definition;
        // Wording may be improved without a new version, so the catalogue's text takes precedence.
        return definition != null && definition.version() == declared.version()
                ? Optional.of(declared)
                : Optional.ofNullable(definition);
    }

    /**
     * Returns the definition that was in force for an indicator at a moment, by which the values of that moment were
     * published.
     */
    public IndicatorDefinition inForceAt(IndicatorDefinition inForce, Instant moment) {
        return versions.getOrDefault(inForce.id(), new ConcurrentSkipListMap<>()).descendingMap().entrySet().stream()
                .filter(version -> version.getValue().isInForce()
                        && !version.getValue().since().isAfter(moment)
                        && version.getKey() <= inForce.version())
                .findFirst()
                .flatMap(version -> find(inForce.id(), version.getKey()))
                .orElseGet(() -> find(inForce.id(), versions(inForce).get(0)).orElse(inForce));
    }

    /** Returns a given version of an indicator's definition. */
    public Optional<IndicatorDefinition> find(String indicator, int number) {
        Version version =
                versions.getOrDefault(indicator, new ConcurrentSkipListMap<>()).get(number);
        return catalogue
                .findDefinition(indicator)
                .flatMap(declared -> version != null
                        ? find(declared, version)
                        : Optional.of(declared).filter(only -> only.version() == number));
    }

    /**
     * Returns the versions of an indicator's definition whose values can be read, oldest first: those that readers have
     * seen.
     */
    public List<Integer> versions(IndicatorDefinition inForce) {
        NavigableMap<Integer, Version> known = versions.getOrDefault(inForce.id(), new ConcurrentSkipListMap<>());
        Stream<Integer> first = known.keySet().stream().limit(1).filter(number -> number < inForce.version());
        Stream<Integer> complete = known.entrySet().stream()
                .filter(version -> version.getValue().isInForce())
                .map(Map.Entry::getKey);
        return Stream.of(first, Stream.of(inForce.version()), complete)
                .flatMap(numbers -> numbers)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Returns the oldest version in memory. The version in force, the previous one and future ones are in memory;
     * values of older versions are read from the history.
     */
    public int oldestInMemory(String indicator) {
        NavigableMap<Integer, Version> known = versions.get(indicator);
        int last = known == null || known.isEmpty() ? 0 : known.lastKey();
        return find(indicator).map(IndicatorDefinition::version).orElse(last) - 1;
    }

    /** Returns the version that will replace the one in force, if there is one. */
    public Optional<Underway> underway(IndicatorDefinition inForce) {
        NavigableMap<Integer, Version> known = versions.get(inForce.id());
        Map.Entry<Integer, Version> last = known == null ? null : known.lastEntry();
        return last == null || last.getKey() <= inForce.version()
                ? Optional.empty()
                : Optional.of(new Underway(last.getKey(), last.getValue().share()));
    }
}
