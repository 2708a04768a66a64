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
 * What events contribute under the definitions of the catalogue. Contributions are not kept: what was added is made
 * again from the event when it has to be taken back, which is the same as long as the catalogue is.
 */
final class ContributionRules {

    private record Input(IndicatorDefinition definition, Rule rule) {
        private boolean dependsOnClock() {
            return rule.from() != null || rule.until() != null;
        }
    }

    private final Catalogue catalogue;
    private final Map<String, List<Input>> inputs = new HashMap<>();

    ContributionRules(Catalogue catalogue, ActiveDefinitions active) {
        this.catalogue = catalogue;
        for (IndicatorDefinition definition : active.all()) {
            for (Rule rule : definition.inputs()) {
                inputs.computeIfAbsent(rule.eventType(), type -> new ArrayList<>())
                        .add(new Input(definition, rule));
            }
        }
    }

    /** Whether some definition asks for what held before the event in force. */
    boolean keepsStates(EventType type) {
        return of(type.name()).stream()
                .anyMatch(input -> input.definition().fold().isState());
    }

    /** Whether the clock alone changes what events of the type count for. */
    boolean dependsOnClock(EventType type) {
        return of(type.name()).stream().anyMatch(Input::dependsOnClock);
    }

    /** What a version contributes for the time it spoke of which the clock alone changes something. */
    List<Contribution> byTheClock(VersionInterval held, EventType type) {
        return contributions(held, type, Input::dependsOnClock);
    }

    /**
     * All that a version contributes by some definitions for the time it spoke, what the clock is yet to bring
     * included.
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

    /** When the clock changes something next among these; null for never. */
    static @Nullable Instant next(List<Contribution> contributions, Instant clock) {
        return contributions.stream()
                .map(Contribution::from)
                .filter(Objects::nonNull)
                .filter(from -> from.isAfter(clock))
                .min(Instant::compareTo)
                .orElse(null);
    }
}
