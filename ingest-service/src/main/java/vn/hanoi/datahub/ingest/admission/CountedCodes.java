package vn.hanoi.datahub.ingest.admission;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final Map<String, Figures> figures = new HashMap<>();

    /**
     * What indicators count of one type.
     *
     * @param code the field with the code of a figure
     * @param ids the indicators: one has the code of the figure that it counts
     * @param inputs what they count: one may name other codes in a condition
     */
    private record Figures(Shape.Field code, List<String> ids, List<Rule> inputs) {}

    CountedCodes(Catalogue catalogue) {
        for (EventType type : catalogue.types()) {
            type.shape().find(type.name()).ifPresent(code -> figures.put(type.name(), of(type, code, catalogue)));
        }
    }

    private static Figures of(EventType type, Shape.Field code, Catalogue catalogue) {
        List<IndicatorDefinition> counting = catalogue.definitions().stream()
                .filter(definition -> definition.counting().eventTypes().contains(type.name()))
                .toList();
        return new Figures(
                code,
                counting.stream().map(IndicatorDefinition::id).toList(),
                counting.stream()
                        .flatMap(definition -> definition.counting().inputs().stream())
                        .filter(input -> input.eventType().equals(type.name()))
                        .toList());
    }

    /** Returns the code in an event if no indicator counts it; otherwise null. */
    @Nullable
    Finding unknown(EventType type, @Nullable Facts facts) {
        Figures known = figures.get(type.name());
        if (known == null
                || facts == null
                || !(facts.at(known.code().position()) instanceof String code)
                || known.ids().contains(code)
                || known.inputs().stream().anyMatch(input -> input.where().test(facts))) {
            return null;
        }
        return new Finding(
                "uncounted",
                DataReader.pointer(known.code()),
                Nearest.to(code, known.ids()).orElse(null));
    }
}
