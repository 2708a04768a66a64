package vn.hanoi.datahub.domain.indicator;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * When and where an indicator has values, and who reports for it.
 *
 * @param base the period in which contributions are kept, no longer than the finest of {@code periods}
 * @param periods the period lengths that have values, finest first
 * @param levels the area levels that have values
 * @param validTo last day of the series; null while it continues
 */
public record Frame(
        Granularity base,
        List<Granularity> periods,
        List<AreaLevel> levels,
        @Nullable LocalDate validTo,
        Reporting reporting) {

    public Frame {
        periods = periods.stream().sorted().toList();
        levels = List.copyOf(levels);
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

    boolean hasEnded(Period period) {
        return validTo != null && period.start().toLocalDate().isAfter(validTo);
    }
}
