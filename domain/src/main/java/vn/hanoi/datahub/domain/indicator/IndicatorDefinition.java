package vn.hanoi.datahub.domain.indicator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.fold.Fold;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.fold.FoldSettings;
import vn.hanoi.datahub.domain.fold.Part;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * Definition of an indicator: data in the catalogue, not code.
 *
 * @param id e.g. {@code dg.tthc_on_time}
 * @param version raised whenever the same facts would give another number
 * @param pillar {@code dg de ds da} of the plan, or {@code live}, or {@code hub} for the hub's own
 * @param formula the formula in words
 * @param basis source of the wording
 * @param unit {@code %}, {@code µg/m³}, …
 * @param direction whether higher or lower is better
 * @param inputs which events count, and how
 * @param ratio whether the value is numerator ÷ denominator; otherwise it is the numerator
 * @param headline the member of the first dimension that represents the total, where the fold needs one
 * @param base the period in which contributions are kept, no longer than the finest of {@code periods}
 * @param periods the period lengths that have values, finest first
 * @param levels the area levels that have values
 * @param noTargets why no plan sets targets; null where one sets some
 * @param alarms alarm levels by member
 * @param reporting who should report, and how often
 * @param validTo last day of the series; null while it continues
 * @param open whether it is published as open data
 * @param smallCellsShown whether open data show counts below five, because they are counts of things and not of people
 * @param internal whether it belongs to the hub's own accounting and is no indicator
 */
public record IndicatorDefinition(
        String id,
        int version,
        String pillar,
        Text name,
        Text formula,
        Text basis,
        String unit,
        Direction direction,
        FoldKind fold,
        List<Rule> inputs,
        boolean ratio,
        @Nullable String headline,
        Granularity base,
        List<Granularity> periods,
        List<AreaLevel> levels,
        List<String> dimensions,
        Coverage coverage,
        @Nullable Text noTargets,
        List<Alarm> alarms,
        Reporting reporting,
        @Nullable LocalDate validTo,
        boolean open,
        boolean smallCellsShown,
        boolean internal) {

    private static final BigDecimal PER_CENT = BigDecimal.valueOf(100);

    public IndicatorDefinition {
        inputs = List.copyOf(inputs);
        periods = periods.stream().sorted().toList();
        levels = List.copyOf(levels);
        dimensions = List.copyOf(dimensions);
        alarms = List.copyOf(alarms);
    }

    /** Whether higher or lower values are better. */
    public enum Direction {
        UP,
        DOWN
    }

    /** The units that are expected to report. */
    public enum Coverage {
        /** Every commune in force. */
        COMMUNES,
        /** Every agency that may publish the event type. */
        AGENCIES,
        /** One reporter for the whole area. */
        SINGLE,
        /** None in particular. */
        NONE
    }

    /**
     * Who should report, and how often.
     *
     * @param reporters agency codes; {@code communes} stands for the People's Committees of all communes
     * @param cadence ISO 8601 duration, e.g. {@code P1D}: how often each of them should report
     */
    public record Reporting(List<String> reporters, String cadence) {
        public Reporting {
            reporters = List.copyOf(reporters);
        }

        /** Returns the cadence as a duration; a month counts as 31 days and a year as 366. */
        public Duration every() {
            if (cadence.startsWith("PT")) {
                return Duration.parse(cadence);
            }
            java.time.Period period = java.time.Period.parse(cadence);
            return Duration.ofDays(366L * period.getYears() + 31L * period.getMonths() + period.getDays());
        }
    }

    /** Returns the fold that turns the definition's contributions into values. */
    public Fold folding() {
        return fold.over(new FoldSettings(periods, dimensions, factor(), headline, coverage == Coverage.AGENCIES));
    }

    /** Returns the multiplier of the ratio, 100 for per cent; null when the value is the numerator itself. */
    public @Nullable BigDecimal factor() {
        return !ratio ? null : unit.startsWith("%") ? PER_CENT : BigDecimal.ONE;
    }

    /** Returns whether its hourly values, by its first dimension, are the readings of single sensors. */
    public boolean isOfSensors() {
        return pillar.equals("live") && periods.contains(Granularity.HOUR) && !dimensions.isEmpty();
    }

    /** Returns the event types that feed it, each once. */
    public List<String> eventTypes() {
        return inputs.stream().map(Rule::eventType).distinct().toList();
    }

    /**
     * Returns the event types to which its cadence applies. A stock (the adults, the holdings) is reported when it is
     * counted, and less often than the flow that is divided by it.
     */
    public List<String> askedFor() {
        return inputs.stream()
                .filter(input -> input.part() == Part.FLOW)
                .map(Rule::eventType)
                .distinct()
                .toList();
    }

    boolean hasEnded(Period period) {
        return validTo != null && period.start().toLocalDate().isAfter(validTo);
    }
}
