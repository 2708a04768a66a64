package vn.hanoi.datahub.ingest.admission;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.indicator.Rule;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.text.Nearest;

/**
 * The codes of figures that indicators count. A type whose field has the type's own name, such as {@code statistic},
 * reports figures by their codes. One that nothing counts is no mistake, because an indicator may be defined later and
 * then counts what was sent before; but usually it is a misspelt one.
 */
final class CountedCodes {

    private final Collection<IndicatorDefinition> definitions;

    CountedCodes(Catalogue catalogue) {
        this.definitions = catalogue.definitions();
    }

    /** Returns the code in an event if no indicator counts it; otherwise null. */
    @Nullable
    Finding unknown(EventType type, @Nullable Facts facts) {
        Optional<Shape.Field> field = type.shape().find(type.name());
        if (field.isEmpty() || facts == null || !(facts.at(field.get().position()) instanceof String code)) {
            return null;
        }
        List<String> known = counting(type).map(IndicatorDefinition::id).toList();
        boolean isCounted = known.contains(code)
                || counting(type)
                        .flatMap(definition -> definition.counting().inputs().stream())
                        .anyMatch(input -> counts(input, type, facts));
        return isCounted
                ? null
                : new Finding(
                        "uncounted",
                        DataReader.pointer(field.get()),
                        Nearest.to(code, known).orElse(null));
    }

    /** An indicator has the code of the figure that it counts, or names others in a condition. */
    private Stream<IndicatorDefinition> counting(EventType type) {
        return definitions.stream()
                .filter(definition -> definition.counting().eventTypes().contains(type.name()));
    }

    private static boolean counts(Rule input, EventType type, Facts facts) {
        return input.eventType().equals(type.name()) && input.where().test(facts);
    }
}
