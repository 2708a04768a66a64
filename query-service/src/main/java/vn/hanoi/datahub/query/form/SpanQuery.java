package vn.hanoi.datahub.query.form;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.domain.fold.Composition;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Regime;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.domain.period.ReportingPeriod.Kind;
import vn.hanoi.datahub.edge.date.Dates;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * The spans of days that a query asks for, in place of published periods: those of a regime, or one range.
 *
 * @param spans oldest first; those that have begun
 * @param today the current day in Hà Nội
 */
public record SpanQuery(List<ReportingPeriod> spans, LocalDate today) {

    /** Most spans of one answer. */
    private static final int MOST = 500;

    /** Longest time that an answer covers: the register of areas begins in 2008. */
    private static final int MOST_YEARS = 50;

    /** How far back an answer goes where the query does not say. */
    private static final int YEARS_BACK = 2;

    /** The kinds of spans that the calendar has, too, and whose values are published as they are. */
    private static final List<Kind> PUBLISHED = List.of(Kind.MONTH, Kind.QUARTER, Kind.YEAR);

    /** Returns the spans of a query; empty where it asks for published periods. */
    public static Optional<SpanQuery> of(
            Catalogue catalogue, IndicatorDefinition definition, ValuesRequest asked, LocalDate today) {
        String period = asked.period();
        Optional<Kind> kind = Worded.find(Kind.class, period == null ? Kind.MONTH.word() : period);
        boolean calendar = asked.regime() == null || asked.regime().equals(Regime.CALENDAR);
        if (calendar
                && (period == null
                        || kind.filter(one -> !PUBLISHED.contains(one)).isEmpty())) {
            return Optional.empty();
        }
        if (kind.filter(one -> one == Kind.RANGE).isPresent()) {
            return Optional.of(range(definition, asked, today));
        }
        Regime regime = regime(catalogue, asked.regime());
        Kind wanted = kind.filter(regime.kinds()::contains)
                .orElseThrow(() -> new BadRequestException("the regime '" + regime.id() + "' has no period '" + period
                        + "'; it has "
                        + regime.kinds().stream().map(Kind::word).collect(Collectors.joining(", "))));
        return Optional.of(series(regime, wanted, asked, today));
    }

    /** Returns the newest of the spans; null where there is none. */
    @Nullable
    ReportingPeriod last() {
        return spans.isEmpty() ? null : spans.get(spans.size() - 1);
    }

    private static Regime regime(Catalogue catalogue, @Nullable String id) {
        String wanted = id == null ? Regime.CALENDAR : id;
        return Optional.ofNullable(catalogue.regimes().get(wanted))
                .orElseThrow(() -> new BadRequestException("there is no regime '" + wanted + "'; there are "
                        + String.join(", ", catalogue.regimes().keySet())));
    }

    private static SpanQuery range(IndicatorDefinition definition, ValuesRequest asked, LocalDate today) {
        if (asked.regime() != null) {
            throw new BadRequestException("a range of days belongs to no regime; leave out regime");
        }
        if (asked.from() == null || asked.to() == null) {
            throw new BadRequestException("period=range needs from and to: the first day, and the day after the last");
        }
        LocalDate from = Dates.day("from", asked.from());
        LocalDate to = Dates.day("to", asked.to());
        if (!from.isBefore(to)) {
            throw new BadRequestException(
                    "from is a day before to; " + definition.id() + " has no values between " + from + " and " + to);
        }
        checkLength(from, to);
        return new SpanQuery(List.of(ReportingPeriod.range(from, to)), today);
    }

    /** Returns the periods that end in a range; without one, those of the last years up to the running one. */
    private static SpanQuery series(Regime regime, Kind kind, ValuesRequest asked, LocalDate today) {
        LocalDate end = asked.to() == null ? today.plusYears(1).plusDays(1) : bound(regime, "to", asked.to());
        LocalDate to = kind == Kind.YEAR_TO_DATE ? earlier(end, today.plusDays(1)) : end;
        LocalDate from = asked.from() == null
                ? earlier(to, today).minusYears(YEARS_BACK).withDayOfYear(1)
                : bound(regime, "from", asked.from());
        if (asked.to() != null && !from.isBefore(end)) {
            throw new BadRequestException("from is a day before to, not " + from + " and " + end);
        }
        checkLength(from, to);
        List<ReportingPeriod> spans = regime.between(kind, from, to).stream()
                .filter(period -> period.to().isAfter(from)
                        && !period.to().isAfter(to)
                        && !period.from().isAfter(today))
                .toList();
        if (spans.size() > MOST) {
            throw new BadRequestException(
                    "these are " + spans.size() + " periods; name at most " + MOST + " by from and to");
        }
        return new SpanQuery(spans, today);
    }

    /** Bounds what a query makes the hub compose. */
    private static void checkLength(LocalDate from, LocalDate to) {
        if (from.plusYears(MOST_YEARS).isBefore(to)) {
            throw new BadRequestException("from and to are at most " + MOST_YEARS + " years apart");
        }
    }

    /** Parses the start of a period of the regime, or a day. */
    private static LocalDate bound(Regime regime, String name, String text) {
        return regime.findWritten(text)
                .map(ReportingPeriod::from)
                .filter(Dates::isKnown)
                .orElseGet(() -> Dates.day(name, text));
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    /** One span of each kind that no indicator is counted by; a range of whole years suits every length of periods. */
    private static final List<ReportingPeriod> EXAMPLES = List.of(
            new ReportingPeriod(Kind.WEEK, "2024-W02", LocalDate.of(2024, 1, 8), LocalDate.of(2024, 1, 15)),
            new ReportingPeriod(Kind.HALF_YEAR, "2024-H1", LocalDate.of(2024, 1, 1), LocalDate.of(2024, 7, 1)),
            new ReportingPeriod(Kind.NINE_MONTHS, "2024-9M", LocalDate.of(2024, 1, 1), LocalDate.of(2024, 10, 1)),
            new ReportingPeriod(
                    Kind.YEAR_TO_DATE, "2024-YTD-05-15", LocalDate.of(2024, 1, 1), LocalDate.of(2024, 5, 16)),
            ReportingPeriod.range(LocalDate.of(2022, 1, 1), LocalDate.of(2024, 1, 1)));

    /** Returns the kinds of spans whose values follow from those of an indicator's periods. */
    static List<Kind> composed(IndicatorDefinition definition) {
        Composition composition = Composition.of(definition.fold());
        return EXAMPLES.stream()
                .filter(span -> composition
                        .parts(span, definition.periods(), LocalDate.MAX)
                        .isPresent())
                .map(ReportingPeriod::kind)
                .toList();
    }

    /** Refuses a span that is not made up of an indicator's periods, or does not end with one. */
    static BadRequestException refused(IndicatorDefinition definition, ReportingPeriod span) {
        String lengths = definition.periods().stream().map(Granularity::word).collect(Collectors.joining(", "));
        LocalDate last = span.to().minusDays(1);
        String why = switch (Composition.of(definition.fold())) {
            case HELD ->
                "it is known at the end of each " + lengths + ", and none of these ends on " + last
                        + "; name a period that ends with one of them";
            case END ->
                "it is read at the end of a " + lengths + ", and none of these begins on " + span.from()
                        + " or later and ends on " + last + "; name a period that contains one of them at its end";
            default ->
                "it is counted by " + lengths
                        + ", and its values of these do not add up to other periods; name a period that begins and ends with one of them";
        };
        return new BadRequestException(definition.id() + " has no value for " + span.text() + " (" + span.from()
                + " to " + last + "): " + why);
    }
}
