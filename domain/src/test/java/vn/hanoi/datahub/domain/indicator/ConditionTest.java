package vn.hanoi.datahub.domain.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.indicator.Condition.Comparison;
import vn.hanoi.datahub.domain.indicator.Condition.Operand;

/** What must hold of an event, what it adds and when: fields by position, and none where the event does not say. */
class ConditionTest {

    private static Facts facts(Object... values) {
        return position -> values[position];
    }

    @ParameterizedTest
    @CsvSource({"LT, true, false, false", "LTE, true, true, false", "GT, false, false, true", "GTE, false, true, true"})
    void comparesBelow_atAndAboveABound(Comparison comparison, boolean below, boolean at, boolean above) {
        Condition condition = Condition.compares(0, comparison, facts -> 5L);

        assertThat(condition.test(facts(4.999))).isEqualTo(below);
        assertThat(condition.test(facts(5.0))).as("5.0 is 5").isEqualTo(at);
        assertThat(condition.test(facts(6L))).isEqualTo(above);
        assertThat(condition.test(facts((Object) null))).isFalse();
    }

    @Test
    void comparesWithAnotherField_andSoManyTimesIt() {
        Condition faster = Condition.compares(0, Comparison.GTE, Operand.times(1, new BigDecimal("0.5")));

        assertThat(faster.test(facts(5L, 10L))).isTrue();
        assertThat(faster.test(facts(4.9, 10L))).isFalse();
        assertThat(faster.test(facts(5L, null))).isFalse();
        Condition inTime = Condition.compares(0, Comparison.LTE, facts -> facts.at(1));
        Instant due = Instant.parse("2025-08-08T10:00:00Z");
        assertThat(inTime.test(facts(due, due))).isTrue();
        assertThat(inTime.test(facts(due.plusMillis(1), due))).isFalse();
    }

    @Test
    void conditionsCombine() {
        Condition yes = Condition.ALWAYS;
        Condition no = Condition.not(yes);
        Facts any = facts();

        assertThat(Condition.all(List.of(yes, yes)).test(any)).isTrue();
        assertThat(Condition.all(List.of(yes, no)).test(any)).isFalse();
        assertThat(Condition.all(List.of()).test(any)).isTrue();
        assertThat(Condition.any(List.of(no, yes)).test(any)).isTrue();
        assertThat(Condition.any(List.of(no, no)).test(any)).isFalse();
        assertThat(Condition.in(0, List.of("A", "B")).test(facts("B"))).isTrue();
        assertThat(Condition.in(0, List.of("A", "B")).test(facts("C"))).isFalse();
        assertThat(Condition.in(0, List.of("A")).test(facts((Object) null))).isFalse();
        assertThat(Condition.present(0, true).test(facts("A"))).isTrue();
        assertThat(Condition.present(0, true).test(facts((Object) null))).isFalse();
        assertThat(Condition.present(0, false).test(facts((Object) null))).isTrue();
    }

    @Test
    void measuresReadNumbers_andAddNothingWhereThereIsNone() {
        assertThat(Measure.field(0).of(facts(0.1))).isEqualTo(new BigDecimal("0.1"));
        assertThat(Measure.field(0).of(facts((Object) null))).isNull();
        assertThat(Measure.field(0, 1).of(facts(null, 7L))).isEqualByComparingTo("7");
        assertThat(Measure.field(0, 1).of(facts(3L, 7L))).isEqualByComparingTo("3");
        assertThat(Measure.product(0, 1).of(facts(3L, 0.5))).isEqualByComparingTo("1.5");
        assertThat(Measure.product(0, 1).of(facts(3L, null))).isNull();
        assertThat(Measure.countIf(Condition.ALWAYS).of(facts())).isEqualByComparingTo("1");
        assertThat(Measure.countIf(Condition.not(Condition.ALWAYS)).of(facts())).isEqualByComparingTo("0");
    }

    @Test
    void momentsAreOfTheCitysCalendar() {
        Instant leapDay = Instant.parse("2024-02-29T03:00:00Z");

        assertThat(TimestampExpression.field(0, 2, 1, 1).of(facts(leapDay))).isEqualTo("2025-03-01T05:00:00Z");
        assertThat(TimestampExpression.field(0, 0, 1, 1).of(facts(leapDay.minusSeconds(86_400))))
                .as("a year, then a day")
                .isEqualTo("2025-03-01T03:00:00Z");
        assertThat(TimestampExpression.days(0, 1).of(facts(leapDay, 2L))).isEqualTo("2024-03-02T03:00:00Z");
        assertThat(TimestampExpression.days(0, 1).of(facts(leapDay, null))).isNull();
        assertThat(TimestampExpression.field(0, 0, 0, 0).of(facts((Object) null)))
                .isNull();
    }

    @Test
    void anAlarmIsReachedAtItsLevel_andKnowsItsMemberHoweverItIsSpelt() {
        Alarm alarm = new Alarm("Hà Nội (Long Biên)", "", List.of(9.5, 10.5, 11.5));

        assertThat(alarm.reachedBy(9.49)).isZero();
        assertThat(alarm.reachedBy(9.5)).isEqualTo(1);
        assertThat(alarm.reachedBy(20)).isEqualTo(3);
        assertThat(alarm.isFor("ha noi long bien")).isTrue();
        assertThat(alarm.isFor("Hà Đông")).isFalse();
        assertThat(new Alarm("Đáy", "", List.of()).isFor("day")).isTrue();
    }
}
