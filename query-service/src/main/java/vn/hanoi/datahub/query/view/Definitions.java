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
 * Which versions of each definition there are, and which one speaks: the newest whose values are all out. Until a new
 * version is there, readers see the one before; afterwards they can still ask for it.
 */
public final class Definitions {

    /**
     * A version on its way into force.
     *
     * @param counted share of what the log holds that it has counted, 0 to 1
     */
    public record Underway(int version, double counted) {}

    private static final class Version {
        private final Map<Integer, DefinitionStep> counted = new ConcurrentHashMap<>();
        /** When each partition's values were out for the first time. */
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
     * Takes a step of a version; true when another version speaks from now on.
     *
     * @param at when the step was taken
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

    /** The definition that speaks for an indicator; empty where the catalogue has no such indicator. */
    public Optional<IndicatorDefinition> find(String indicator) {
        return catalogue.findDefinition(indicator).map(this::inForce);
    }

    /** The indicators readers see, each by the definition that speaks. */
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
        // What does not change a number may be put better without a new version: then the catalogue's words count.
        return definition != null && definition.version() == declared.version()
                ? Optional.of(declared)
                : Optional.ofNullable(definition);
    }

    /** The definition that spoke for an indicator at a moment: what was published then is what it said. */
    public IndicatorDefinition inForceAt(IndicatorDefinition inForce, Instant moment) {
        return versions.getOrDefault(inForce.id(), new ConcurrentSkipListMap<>()).descendingMap().entrySet().stream()
                .filter(version -> version.getValue().isInForce()
                        && !version.getValue().since().isAfter(moment)
                        && version.getKey() <= inForce.version())
                .findFirst()
                .flatMap(version -> find(inForce.id(), version.getKey()))
                .orElseGet(() -> find(inForce.id(), versions(inForce).get(0)).orElse(inForce));
    }

    /** A certain version of an indicator's definition. */
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
     * The versions of an indicator's definition whose values can be read, oldest first: those that readers have seen.
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
     * Values of versions before this one are read from the history: the one that speaks, the one before and those to
     * come are in memory.
     */
    public int oldestInMemory(String indicator) {
        NavigableMap<Integer, Version> known = versions.get(indicator);
        int last = known == null || known.isEmpty() ? 0 : known.lastKey();
        return Math.max(
                        last,
                        catalogue
                                .findDefinition(indicator)
                                .map(IndicatorDefinition::version)
                                .orElse(0))
                - 1;
    }

    /** The version that is to take the place of the one in force, if there is one. */
    public Optional<Underway> underway(IndicatorDefinition inForce) {
        NavigableMap<Integer, Version> known = versions.get(inForce.id());
        Map.Entry<Integer, Version> last = known == null ? null : known.lastEntry();
        return last == null || last.getKey() <= inForce.version()
                ? Optional.empty()
                : Optional.of(new Underway(last.getKey(), last.getValue().share()));
    }
}
