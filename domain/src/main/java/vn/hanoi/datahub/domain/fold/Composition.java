package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.domain.period.ReportingPeriod;

/**
 * How the value of a span of days follows from the values of the periods that make it up. Only folds for which the
 * result equals a fold over the span's own events have one.
 */
public enum Composition {
    /** Counts and sums are added up, and divided once. */
    SUM,
    /**
     * The value at the end of the span is the value at the end of its last period, which does not begin before it:
     * reports for a longer time do not count in it.
     */
    END,
    /** The state at the end of the span is that at the end of any period that ends with it. */
    HELD,
    /** The newest number that was reported. */
    NEWEST,
    /** Members are added up each; the total is the mean of the members' means. */
    MEAN_OF_MEMBERS,
    /** Members are added up each; the total is the highest member. */
    HIGHEST_MEMBER,
    /**
     * There is none. A person who appears in two months counts once in a quarter; growth and air quality indices are
     * defined for their own periods only.
     */
    NONE;

    public static Composition of(FoldKind fold) {
        return switch (fold) {
            case RATIO, REPORT_RATIO, SUM -> SUM;
            case SNAPSHOT, REGISTER, CUMULATIVE, MINIMUM, ROLLING_DISTINCT -> END;
            case STATE, STATE_DISTINCT -> HELD;
            case LATEST -> NEWEST;
            case MEMBER_MEAN -> MEAN_OF_MEMBERS;
            case MEMBER_MAX -> HIGHEST_MEMBER;
            case DISTINCT, GROWTH, FRESHNESS, VN_AQI_HOURLY, VN_AQI_DAILY -> NONE;
        };
    }

    /**
     * Returns the published periods of which the value of a span is composed, oldest first.
     *
     * @param lengths the lengths of the indicator's periods
     * @param today if the span includes it, the shortest period that is still running may be the last one
     * @return empty where the span is not made up of such periods
     */
    public Optional<List<Period>> parts(ReportingPeriod span, List<Granularity> lengths, LocalDate today) {
        if (isOfEnd()) {
            return last(span, lengths, today).map(List::of);
        }
        Optional<List<Period>> parts = span.parts(lengths, today);
        return this == NONE ? parts.filter(some -> some.size() == 1) : parts;
    }

    /** Returns whether a value is that of the end of its period, whatever was before. */
    public boolean isOfEnd() {
        return this == END || this == HELD;
    }

    /**
     * Returns the longest period that ends with the span and does not begin before it; of a state, otherwise the
     * shortest that ends with it. If the span includes today, that is a running one: its value is the present one.
     */
    private Optional<Period> last(ReportingPeriod span, List<Granularity> lengths, LocalDate today) {
        boolean isRunning = span.to().isAfter(today) && !span.from().isAfter(today);
        LocalDate last = isRunning ? today : span.to().minusDays(1);
        List<Period> ending = lengths.stream()
                .map(length -> Period.containing(last, length))
                .filter(period -> isRunning || period.end().equals(span.to().atStartOfDay()))
                .sorted()
                .toList();
        return ending.stream()
                .filter(period -> !period.start().isBefore(span.from().atStartOfDay()))
                .reduce((shorter, longer) -> longer)
                .or(() -> this == HELD ? ending.stream().findFirst() : Optional.empty());
    }

    /** Returns whether a total is composed of its members, and not of its own periods. */
    public boolean isOfMembers() {
        return this == MEAN_OF_MEMBERS || this == HIGHEST_MEMBER;
    }

    /**
     * Returns the evaluation of a span from those of its periods, oldest first. Its coverage is unknown where it would
     * have to be counted anew.
     *
     * @param factor multiplier of the ratio; null when the value is the numerator itself
     */
    public Evaluation over(List<Evaluation> periods, @Nullable BigDecimal factor) {
        return switch (this) {
            case END, HELD, NONE -> periods.get(periods.size() - 1);
            case NEWEST -> newest(periods);
            case SUM, MEAN_OF_MEMBERS -> sum(periods, factor);
            case HIGHEST_MEMBER -> sum(periods, null);
        };
    }

    /**
     * Returns the total of a span from its members' evaluations over the same span.
     *
     * @param members in the order of the members, so that the bits do not depend on who reported first
     */
    public Evaluation ofMembers(Collection<Evaluation> members, @Nullable BigDecimal factor) {
        return this == MEAN_OF_MEMBERS ? mean(members, factor) : highest(members);
    }

    private static Evaluation sum(List<Evaluation> periods, @Nullable BigDecimal factor) {
        Tally sum = Tally.ZERO;
        for (Evaluation period : periods) {
            sum = sum.plus(tally(period));
        }
        return Evaluation.of(sum, factor, null);
    }

    private static Evaluation newest(List<Evaluation> periods) {
        Evaluation newest = Evaluation.NOTHING;
        long events = 0;
        for (Evaluation period : periods) {
            newest = period.events() > 0 ? period : newest;
            events += period.events();
        }
        return new Evaluation(newest.value(), newest.numerator(), newest.denominator(), events, newest.coverage());
    }

    private static Evaluation mean(Collection<Evaluation> members, @Nullable BigDecimal factor) {
        Tally means = Tally.ZERO;
        for (Evaluation member : members) {
            Tally tally = tally(member);
            if (tally.denominator().signum() != 0) {
                BigDecimal mean = tally.numerator().divide(tally.denominator(), Evaluation.LAST_DIVISION);
                means = means.plus(new Tally(mean, BigDecimal.ONE, tally.events(), Tally.ZERO.units()));
            }
        }
        return Evaluation.of(means, factor, null);
    }

    private static Evaluation highest(Collection<Evaluation> members) {
        Evaluation highest = Evaluation.NOTHING;
        long events = 0;
        for (Evaluation member : members) {
            Double most = highest.value();
            Double value = member.value();
            highest = value != null && (most == null || value > most) ? member : highest;
            events += member.events();
        }
        return new Evaluation(highest.value(), highest.numerator(), null, events, null);
    }

    private static Tally tally(Evaluation evaluation) {
        return new Tally(
                evaluation.numerator() == null ? BigDecimal.ZERO : evaluation.numerator(),
                evaluation.denominator() == null ? BigDecimal.ZERO : evaluation.denominator(),
                evaluation.events(),
                Tally.ZERO.units());
    }
}
