package vn.hanoi.datahub.streams.processor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueException;
import vn.hanoi.datahub.schemas.catalogue.DeclaredDefinition;
import vn.hanoi.datahub.values.DefinitionStage;
import vn.hanoi.datahub.values.DefinitionStep;

/**
 * What a catalogue means for a hub that has counted before: each of its definitions is counted, and beside one that is
 * new the version that is in force until the new one is counted in full.
 *
 * <p>A version names one way of counting for ever. So one whose way of counting was changed, or that was left before,
 * is refused.
 *
 * @param active the definitions to count by
 * @param steps to be written down before counting begins
 */
public record DefinitionRollout(ActiveDefinitions active, List<DefinitionStep> steps) {

    /** What is known of one version. */
    private static final class Version {
        private @Nullable DefinitionStep declared;
        private int evaluated;

        boolean isInForce(int partitions) {
            return evaluated == partitions && declared != null && declared.getStage() == DefinitionStage.DECLARED;
        }
    }

    /**
     * @param application that counts; what another one did says how versions count, not what is counted now
     * @param known all that was written down before
     * @param partitions of the shuffle
     * @throws CatalogueException with file and line when a version is not what it was, or was left before
     */
    public static DefinitionRollout of(
            Catalogue catalogue, String application, Collection<DefinitionStep> known, int partitions, Instant now) {
        Map<String, NavigableMap<Integer, Version>> versions = versions(application, known);
        List<IndicatorDefinition> active = new ArrayList<>();
        List<DefinitionStep> steps = new ArrayList<>();
        for (DeclaredDefinition declared : catalogue.declared()) {
            IndicatorDefinition definition = declared.definition();
            NavigableMap<Integer, Version> before = versions.getOrDefault(definition.id(), new TreeMap<>());
            Version same = before.get(definition.version());
            check(declared, before, same == null ? null : same.declared, application);
            active.add(definition);
            steps.add(step(
                    definition.id(),
                    definition.version(),
                    DefinitionStage.DECLARED,
                    application,
                    declared.text(),
                    now));
            before.headMap(definition.version(), false).descendingMap().values().stream()
                    .filter(version -> (same == null || !same.isInForce(partitions)) && version.isInForce(partitions))
                    .findFirst()
                    .map(version -> Objects.requireNonNull(version.declared))
                    .ifPresent(former -> active.add(DeclaredDefinition.read(
                                    former.getIndicator() + " version " + former.getVersion(),
                                    Objects.requireNonNull(former.getText()),
                                    catalogue)
                            .definition()));
        }
        steps.addAll(ended(application, known, active, now));
        return new DefinitionRollout(new ActiveDefinitions(active, versions.keySet()), steps);
    }

    private static Map<String, NavigableMap<Integer, Version>> versions(
            String application, Collection<DefinitionStep> known) {
        Map<String, NavigableMap<Integer, Version>> versions = new HashMap<>();
        for (DefinitionStep step : known) {
            Version version = versions.computeIfAbsent(step.getIndicator(), id -> new TreeMap<>())
                    .computeIfAbsent(step.getVersion(), number -> new Version());
            if (step.getText() != null) {
                version.declared = step;
            } else if (step.getStage() == DefinitionStage.EVALUATED
                    && step.getApplication().equals(application)) {
                version.evaluated++;
            }
        }
        return versions;
    }

    private static void check(
            DeclaredDefinition declared,
            NavigableMap<Integer, Version> versions,
            @Nullable DefinitionStep same,
            String application) {
        IndicatorDefinition definition = declared.definition();
        int last = versions.isEmpty() ? 0 : versions.lastKey();
        if (last > definition.version()) {
            throw error(declared, "version " + last + " came after this one, and no version comes back", last + 1);
        }
        if (same == null) {
            return;
        }
        String method = DeclaredDefinition.methodOf(definition.id(), Objects.requireNonNull(same.getText()));
        if (!method.equals(declared.method())) {
            throw error(declared, "it counts in another way than the version of this number did", last + 1);
        }
        if (same.getStage() == DefinitionStage.ENDED && same.getApplication().equals(application)) {
            throw error(declared, "this version was taken out before, and no version comes back", last + 1);
        }
    }

    private static CatalogueException error(DeclaredDefinition declared, String why, int next) {
        return new CatalogueException(
                declared.place() + ": " + declared.definition().id() + " version "
                        + declared.definition().version() + ": " + why + "; write version: " + next);
    }

    /** Versions that were counted until now and are not any more. */
    private static List<DefinitionStep> ended(
            String application, Collection<DefinitionStep> known, List<IndicatorDefinition> active, Instant now) {
        return known.stream()
                .filter(step -> step.getStage() == DefinitionStage.DECLARED
                        && step.getApplication().equals(application)
                        && active.stream()
                                .noneMatch(definition -> definition.id().equals(step.getIndicator())
                                        && definition.version() == step.getVersion()))
                .map(step -> step(
                        step.getIndicator(),
                        step.getVersion(),
                        DefinitionStage.ENDED,
                        application,
                        Objects.requireNonNull(step.getText()),
                        now))
                .toList();
    }

    /** The key a step is written under. */
    public static String key(DefinitionStep step) {
        String name = step.getIndicator() + '@' + step.getVersion();
        return step.getText() != null
                ? name
                : name + '/' + step.getStage().name().toLowerCase(Locale.ROOT) + '/' + step.getPartition();
    }

    private static DefinitionStep step(
            String indicator, int version, DefinitionStage stage, String application, String text, Instant now) {
        return DefinitionStep.newBuilder()
                .setIndicator(indicator)
                .setVersion(version)
                .setStage(stage)
                .setApplication(application)
                .setText(text)
                .setRecordedAt(now)
                .build();
    }
}
