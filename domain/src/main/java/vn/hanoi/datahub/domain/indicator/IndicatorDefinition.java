package vn.hanoi.datahub.domain.indicator;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.fold.Fold;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.period.Granularity;

/**
 * What an indicator is: data of the catalogue, not code.
 *
 * @param id e.g. {@code dg.tthc_on_time}
 * @param version grows when the same facts would give another number
 * @param pillar {@code dg de ds da} of the plan, or {@code live}, or {@code hub} for the hub's own
 * @param formula the formula in words
 * @param basis where wording and targets come from
 * @param unit {@code %}, {@code µg/m³}, …
 * @param direction whether higher or lower is better
 * @param eventType the type whose events count
 * @param base the period contributions are kept in, no longer than the finest of {@code periods}
 * @param periods those values exist for, finest first
 * @param levels the tiers values exist for
 * @param validTo last day the series runs, null while it does
 * @param open whether it is published as open data
 * @param internal whether it is the hub's own book-keeping and no indicator
 */
public record IndicatorDefinition(
        String id,
        int version,
        String pillar,
        Text name,
        Text formula,
        String basis,
        String unit,
        Direction direction,
        String eventType,
        FoldKind fold,
        Rule rule,
        Granularity base,
        List<Granularity> periods,
        List<AreaLevel> levels,
        List<String> dimensions,
        List<Target> targets,
        Coverage coverage,
        @Nullable LocalDate validTo,
        boolean open,
        boolean internal) {

    private static final BigDecimal PER_CENT = BigDecimal.valueOf(100);

    public IndicatorDefinition {
        periods = periods.stream().sorted().toList();
        levels = List.copyOf(levels);
        dimensions = List.copyOf(dimensions);
        targets = List.copyOf(targets);
    }

    /** Whether more or less is better. */
    public enum Direction {
        UP,
        DOWN
    }

    /** The fold that turns the definition's contributions into values. */
    public Fold folding() {
        return fold.over(periods, dimensions, unit.equals("%") ? PER_CENT : BigDecimal.ONE);
    }

    /** Who is expected to report. */
    public enum Coverage {
        /** Every commune in force. */
        COMMUNES,
        /** One reporter for the whole area. */
        SINGLE,
        /** Nobody in particular. */
        NONE
    }
}
