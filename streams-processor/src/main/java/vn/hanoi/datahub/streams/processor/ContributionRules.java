package vn.hanoi.datahub.streams.processor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.event.VersionInterval;
import vn.hanoi.datahub.domain.fold.Contribution;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.indicator.Rule;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * The contributions of events under the definitions of the catalogue. Contributions are not stored: one that has to be
 * taken back is computed again from its event, which gives the same result as long as the catalogue is the same.
 */
final class ContributionRules {

    private record Input(IndicatorDefinition definition, Rule rule) {
        private boolean dependsOnClock() {
            return rule.when().dependsOnClock();
        }
    }

    private final Catalogue catalogue;
    private final Map<String, List<Input>> inputs = new HashMap<>();

    ContributionRules(Catalogue catalogue, ActiveDefinitions active) {
        this.catalogue = catalogue;
        for (IndicatorDefinition definition : active.all()) {
            for (Rule rule : definition.counting().inputs()) {
                inputs.computeIfAbsent(rule.eventType(), type -> new ArrayList<>())
                        .add(new Input(definition, rule));
            }
        }
    }

    /** Whether some definition needs the states before the event in force. */
    boolean keepsStates(EventType type) {
        return of(type.name()).stream()
                .anyMatch(input -> input.definition().fold().isState());
    }

    /** Whether time alone changes what events of the type count for. */
    boolean dependsOnClock(EventType type) {
        return of(type.name()).stream().anyMatch(Input::dependsOnClock);
    }

    /** Returns those contributions of a version, for its valid interval, that time alone can change. */
    List<Contribution> byTheClock(VersionInterval held, EventType type) {
        return contributions(held, type, Input::dependsOnClock);
    }

    /**
     * Returns all contributions of a version by some definitions, for its valid interval, including those that have yet
     * to begin.
     */
    List<Contribution> of(VersionInterval held, EventType type, Predicate<IndicatorDefinition> definitions) {
        return contributions(held, type, input -> definitions.test(input.definition()));
    }

    private List<Contribution> contributions(VersionInterval held, EventType type, Predicate<Input> wanted) {
        Event event = held.version().event();
        Facts facts = event.data();
        if (facts == null || held.version().isRetraction()) {
            return List.of();
        }
        List<Area> lineage = catalogue.lineage(event, type);
        List<Contribution> contributions = new ArrayList<>();
        for (Input input : of(type.name())) {
            if (wanted.test(input)) {
                contributions.addAll(
                        input.rule().contributions(input.definition(), event, facts, lineage, held.ended()));
            }
        }
        return contributions;
    }

    private List<Input> of(String type) {
        return inputs.getOrDefault(type, List.of());
    }

    /** Returns when the next of these contributions begins; null for never. */
    static @Nullable Instant next(List<Contribution> contributions, Instant clock) {
        return contributions.stream()
                .map(Contribution::from)
                .filter(Objects::nonNull)
                .filter(from -> from.isAfter(clock))
                .min(Instant::compareTo)
                .orElse(null);
    }
}
