package vn.hanoi.datahub.domain.indicator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.fold.Part;

/**
 * How events become an indicator's values.
 *
 * @param inputs which events count, and how
 * @param ratio whether the value is numerator ÷ denominator; otherwise it is the numerator
 * @param headline the member of the first dimension that represents the total, where the fold needs one
 */
public record Counting(
        FoldKind fold,
        List<Rule> inputs,
        boolean ratio,
        List<String> dimensions,
        @Nullable String headline,
        Coverage coverage) {

    public Counting {
        inputs = List.copyOf(inputs);
        dimensions = List.copyOf(dimensions);
    }

    /** The units that are expected to report. */
    public enum Coverage implements Worded {
        /** Every commune in force. */
        COMMUNES,
        /** Every agency that may publish the event type and exists. */
        AGENCIES,
        /** One reporter for the whole area. */
        SINGLE,
        /** None in particular. */
        NONE
    }

    /** Returns the event types that feed it, each once. */
    public List<String> eventTypes() {
        return inputs.stream().map(Rule::eventType).distinct().toList();
    }

    /**
     * Returns the event types to which the cadence applies. A stock (the adults, the holdings) is reported when it is
     * counted, and less often than the flow that is divided by it.
     */
    public List<String> askedFor() {
        return inputs.stream()
                .filter(input -> input.part() == Part.FLOW)
                .map(Rule::eventType)
                .distinct()
                .toList();
    }
}
