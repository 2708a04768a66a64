package vn.hanoi.datahub.domain.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.event.Operation;
import vn.hanoi.datahub.domain.fold.Contribution;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.fold.Part;
import vn.hanoi.datahub.domain.indicator.Counting.Coverage;
import vn.hanoi.datahub.domain.indicator.Frame.Reporting;
import vn.hanoi.datahub.domain.indicator.Publication.Direction;
import vn.hanoi.datahub.domain.indicator.Rule.Key;
import vn.hanoi.datahub.domain.indicator.Rule.TimeOfCount;
import vn.hanoi.datahub.domain.period.Granularity;

/** What one event adds, where and when. Fields: 0 a number, 1 a moment, 2 another moment, 3 a sector, 4 a period. */
class RuleTest {

    private static final LocalDate LONG_AGO = LocalDate.of(1900, 1, 1);
    private static final List<Area> LINEAGE =
            List.of(area("00004", AreaLevel.COMMUNE, "01"), area("01", AreaLevel.CITY, null));
    private static final Instant JANUARY = Instant.parse("2025-01-10T05:00:00Z");
    private static final Instant MARCH = Instant.parse("2025-03-10T05:00:00Z");
    private static final Instant MAY = Instant.parse("2025-05-10T05:00:00Z");
    private static final Instant JULY = Instant.parse("2025-07-10T05:00:00Z");

    private static Area area(String code, AreaLevel level, @Nullable String parent) {
        return new Area(code, level, "", "phường", LONG_AGO, null, parent, null);
    }

    private static Rule rule(
            Condition where,
            TimeOfCount time,
            @Nullable TimestampExpression from,
            @Nullable TimestampExpression until,
            Key key) {
        return new Rule(
                "t",
                Part.FLOW,
                where,
                new Rule.Amount(Measure.field(0), Measure.one()),
                new Rule.When(time, from, until),
                List.of(3, -1),
                key);
    }

    private static Rule rule(TimeOfCount time, @Nullable TimestampExpression from) {
        return rule(Condition.ALWAYS, time, from, null, Key.NONE);
    }

    private static Rule state(@Nullable TimestampExpression from, @Nullable TimestampExpression until) {
        return rule(Condition.ALWAYS, TimeOfCount.eventTime(), from, until, Key.NONE);
    }

    private static IndicatorDefinition definition(FoldKind fold, List<AreaLevel> levels, @Nullable LocalDate validTo) {
        Text text = new Text("", "");
        return new IndicatorDefinition(
                new Meaning("i", 2, "dg", text, text, text, "%"),
                new Counting(fold, List.of(), true, List.of("sector", "channel"), null, Coverage.NONE),
                new Frame(
                        Granularity.MONTH,
                        List.of(Granularity.MONTH),
                        levels,
                        validTo,
                        new Reporting(List.of(), "P1M")),
                new Publication(Direction.UP, null, List.of(), true, false, false));
    }

    private static final IndicatorDefinition SUM = definition(FoldKind.SUM, List.of(AreaLevel.values()), null);
    private static final IndicatorDefinition STATE = definition(FoldKind.STATE, List.of(AreaLevel.values()), null);

    private static List<Contribution> of(
            Rule rule, IndicatorDefinition definition, @Nullable Instant ended, @Nullable Object... fields) {
        Facts facts = position -> position < fields.length ? fields[position] : null;
        return rule.contributions(
                definition,
                new Event("t", "urn:hanoi:agency:A", "s", "id", JANUARY, 0, Operation.UPSERT, facts),
                facts,
                LINEAGE,
                ended);
    }

    /** Period, numerator, denominator, and from when it counts where that is not at once. */
    private static List<String> said(List<Contribution> contributions) {
        return contributions.stream()
                .map(one -> one.at().period() + " " + one.tally().numerator() + "/"
                        + one.tally().denominator() + (one.from() == null ? "" : " from " + one.from()))
                .toList();
    }

    @Test
    void anEventCountsForItsUnitAndThoseAbove_whereTheIndicatorHasValues() {
        Contribution one = of(rule(TimeOfCount.eventTime(), null), SUM, null, 3L, null, null, "land")
                .get(0);

        assertThat(one.areas()).extracting(Object::toString).containsExactly("00004@1900-01-01", "01@1900-01-01");
        assertThat(one.at().unit()).isEqualTo("00004@1900-01-01");
        assertThat(one.at().agency()).isEqualTo("A");
        assertThat(one.at().members()).containsExactly("land", "");
        assertThat(one.version()).isEqualTo(2);
        assertThat(said(List.of(one))).containsExactly("2025-01 3/1");
        IndicatorDefinition ofCity = definition(FoldKind.SUM, List.of(AreaLevel.CITY), null);
        assertThat(of(rule(TimeOfCount.eventTime(), null), ofCity, null, 3L)
                        .get(0)
                        .areas())
                .hasSize(1);
        assertThat(of(
                        rule(TimeOfCount.eventTime(), null),
                        definition(FoldKind.SUM, List.of(AreaLevel.DISTRICT), null),
                        null,
                        3L))
                .isEmpty();
    }

    @Test
    void nothingCounts_whereTheEventDoesNotSay() {
        assertThat(of(rule(TimeOfCount.eventTime(), null), SUM, null, (Object) null))
                .isEmpty();
        assertThat(of(rule(TimeOfCount.field(1), null), SUM, null, 3L)).isEmpty();
        assertThat(of(rule(TimeOfCount.eventTime(), TimestampExpression.field(1, 0, 0, 0)), SUM, null, 3L))
                .isEmpty();
        assertThat(of(
                        rule(Condition.not(Condition.ALWAYS), TimeOfCount.eventTime(), null, null, Key.NONE),
                        SUM,
                        null,
                        3L))
                .isEmpty();
        assertThat(of(rule(Condition.ALWAYS, TimeOfCount.eventTime(), null, null, (event, facts) -> ""), SUM, null, 3L))
                .as("nobody to be told apart")
                .isEmpty();
        assertThat(of(rule(TimeOfCount.eventTime(), null), SUM, MARCH, 3L))
                .as("another event took over")
                .isEmpty();
    }

    @Test
    void anEventCountsInThePeriodItSpeaksOf() {
        assertThat(said(of(rule(TimeOfCount.field(1), null), SUM, null, 3L, MARCH)))
                .containsExactly("2025-03 3/1");
        assertThat(said(of(rule(TimeOfCount.period(4), null), SUM, null, 3L, null, null, null, "2024-Q3")))
                .containsExactly("2024-Q3 3/1");
        assertThat(said(of(rule(TimeOfCount.year(0), null), SUM, null, 2023L))).containsExactly("2023 2023/1");
        assertThat(said(of(rule(TimeOfCount.intervalStart(0), null), SUM, null, 60L * 24 * 10)))
                .as("ten days before noon of the tenth")
                .containsExactly("2024-12 14400/1");
        assertThat(said(of(rule(TimeOfCount.eventTime(), TimestampExpression.field(1, 0, 0, 0)), SUM, null, 3L, MARCH)))
                .containsExactly("2025-01 3/1 from 2025-03-10T05:00:00Z");
    }

    @Test
    void aSeriesThatEndedTakesNothingAfterItsLastDay() {
        IndicatorDefinition ended = definition(FoldKind.SUM, List.of(AreaLevel.CITY), LocalDate.of(2025, 1, 1));

        assertThat(of(rule(TimeOfCount.eventTime(), null), ended, null, 3L)).hasSize(1);
        assertThat(of(rule(TimeOfCount.field(1), null), ended, null, 3L, MARCH)).isEmpty();
    }

    @Test
    void aStateHoldsFromItsEventToTheNext() {
        assertThat(said(of(state(null, null), STATE, null, 1L))).containsExactly("2025-01 0/1", "2025-01 1/0");
        assertThat(said(of(state(null, null), STATE, MAY, 1L)))
                .containsExactly("2025-01 0/1", "2025-05 0/-1", "2025-01 1/0", "2025-05 -1/0");
        assertThat(said(of(state(null, null), STATE, MAY, 0L))).containsExactly("2025-01 0/1", "2025-05 0/-1");
    }

    @Test
    void whatOnlyTheClockBrings_countsWhenTheClockGetsThere() {
        Rule window = state(TimestampExpression.field(1, 0, 0, 0), TimestampExpression.field(2, 0, 0, 0));

        assertThat(said(of(window, STATE, null, 1L, MARCH, MAY)))
                .containsExactly(
                        "2025-01 0/1",
                        "2025-03 1/0 from 2025-03-10T05:00:00Z",
                        "2025-05 -1/0 from 2025-05-10T05:00:00Z");
        assertThat(said(of(window, STATE, MAY, 1L, MARCH, JULY)))
                .as("the next event ends it before the clock does")
                .containsExactly(
                        "2025-01 0/1", "2025-05 0/-1", "2025-03 1/0 from 2025-03-10T05:00:00Z", "2025-05 -1/0");
        assertThat(said(of(window, STATE, MARCH, 1L, MARCH, JULY)))
                .as("it ends before the numerator begins")
                .containsExactly("2025-01 0/1", "2025-03 0/-1");
        assertThat(said(of(window, STATE, null, 1L, null, MAY)))
                .as("no beginning is said")
                .containsExactly("2025-01 0/1");
    }

    @Test
    void aCadenceIsALengthOfTime() {
        assertThat(new Reporting(List.of(), "PT6H").every()).isEqualTo(Duration.ofHours(6));
        assertThat(new Reporting(List.of(), "P1Y2M3D").every()).isEqualTo(Duration.ofDays(366 + 62 + 3));
        assertThat(SUM.factor()).isEqualByComparingTo(BigDecimal.valueOf(100));
    }
}
