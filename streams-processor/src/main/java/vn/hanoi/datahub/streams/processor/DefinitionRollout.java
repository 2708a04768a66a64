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
 * What a catalogue means for a hub that has counted before: each of its definitions is counted and, beside a new
 * version, the one in force until the new one is fully counted.
 *
 * <p>A version names one way of counting, permanently. A version whose way of counting has changed, or that was
 * abandoned before, is therefore refused.
 *
 * @param active the definitions to count by
 * @param steps steps to record before counting begins
 */
public record DefinitionRollout(ActiveDefinitions active, List<DefinitionStep> steps) {

    private static final class Version {
        private @Nullable DefinitionStep declared;
        private int evaluated;

        boolean isInForce(int partitions) {
            return evaluated == partitions && declared != null && declared.getStage() == DefinitionStage.DECLARED;
        }
    }

    /**
     * Compares a catalogue with what was counted before.
     *
     * @param application the application that counts; steps of another one show how versions count, not what is counted
     *     now
     * @param known all steps recorded before
     * @param partitions number of partitions of the shuffle
     * @throws CatalogueException with file and line when a version has changed or was abandoned before
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
            throw error(declared, "version " + last + " came after this one, and no version can return", last + 1);
        }
        if (same == null) {
            return;
        }
        String method = DeclaredDefinition.methodOf(definition.id(), Objects.requireNonNull(same.getText()));
        if (!method.equals(declared.method())) {
            throw error(declared, "it counts differently from what was recorded for this version", last + 1);
        }
        if (same.getStage() == DefinitionStage.ENDED && same.getApplication().equals(application)) {
            throw error(declared, "this version was removed before, and no version can return", last + 1);
        }
    }

    private static CatalogueException error(DeclaredDefinition declared, String why, int next) {
        return new CatalogueException(
                declared.place() + ": " + declared.definition().id() + " version "
                        + declared.definition().version() + ": " + why + "; write version: " + next);
    }

    /** Returns the versions that were counted until now and no longer are. */
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

    /** Returns the key a step is written under. */
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
