package vn.hanoi.datahub.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.fold.Contribution;
import vn.hanoi.datahub.domain.fold.Coordinates;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

class SubjectHistoryTest {

    private static final LocalDate ACCEPTED = LocalDate.of(2025, 9, 1);

    private long offset;

    private Version version(String time, long dataVersion, Operation operation, boolean lasting, int numerator) {
        Instant at = Instant.parse(time + "T05:00:00Z");
        Contribution contribution = new Contribution(
                "x",
                List.of(new AreaId("01", LocalDate.EPOCH)),
                new Coordinates(Period.containing(at, Granularity.MONTH), "A", "01", List.of()),
                Tally.of(BigDecimal.valueOf(numerator), BigDecimal.ONE),
                lasting);
        return new Version(
                "urn:hanoi:agency:A",
                "id-" + offset,
                Fingerprint.copyOf(new byte[16]),
                at,
                dataVersion,
                operation,
                ACCEPTED,
                offset++,
                operation == Operation.RETRACT ? List.of() : List.of(contribution));
    }

    private static Map<String, Integer> netByMonth(SubjectHistory history) {
        Map<String, Integer> net = new TreeMap<>();
        history.contributions()
                .forEach(c -> net.merge(c.at().period().text(), (int) c.tally().events(), Integer::sum));
        net.values().removeIf(events -> events == 0);
        return net;
    }

    @Test
    void newerEventReplacesTheOneInForce() {
        Version first = version("2025-01-10", 0, Operation.UPSERT, false, 1);
        SubjectHistory.Step step = SubjectHistory.NONE
                .take(first, false)
                .next()
                .take(version("2025-02-10", 0, Operation.UPSERT, false, 1), false);

        assertThat(step.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(step.displaced()).isEqualTo(first);
        assertThat(netByMonth(step.next())).isEqualTo(Map.of("2025-02", 1));
    }

    @Test
    void olderEventIsSuperseded_andChangesNothing() {
        SubjectHistory inForce = SubjectHistory.NONE
                .take(version("2025-02-10", 0, Operation.UPSERT, false, 1), false)
                .next();

        SubjectHistory.Step step = inForce.take(version("2025-01-10", 9, Operation.UPSERT, false, 1), false);

        assertThat(step.outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(step.next()).isEqualTo(inForce);
    }

    @Test
    void tiesOfTimeGoToTheHigherDataVersion_thenToTheLaterInTheLog() {
        SubjectHistory two = SubjectHistory.NONE
                .take(version("2025-01-10", 2, Operation.UPSERT, false, 1), false)
                .next();

        assertThat(two.take(version("2025-01-10", 1, Operation.UPSERT, false, 1), false)
                        .outcome())
                .isEqualTo(Outcome.SUPERSEDED);
        assertThat(two.take(version("2025-01-10", 2, Operation.UPSERT, false, 1), false)
                        .outcome())
                .isEqualTo(Outcome.APPLIED);
    }

    @Test
    void retractionTakesEverythingOut_andANewerUpsertBringsTheSubjectBack() {
        SubjectHistory retracted = SubjectHistory.NONE
                .take(version("2025-01-10", 0, Operation.UPSERT, true, 1), true)
                .next()
                .take(version("2025-03-10", 0, Operation.RETRACT, true, 0), true)
                .next();
        assertThat(retracted.contributions()).isEmpty();

        SubjectHistory back = retracted
                .take(version("2025-04-10", 0, Operation.UPSERT, true, 1), true)
                .next();

        assertThat(netByMonth(back)).isEqualTo(Map.of("2025-04", 1));
    }

    @Test
    void aStateHoldsUntilTheNextEvent_alsoWhenThatOneCameFirst() {
        Version march = version("2025-03-10", 0, Operation.UPSERT, true, 0);
        Version may = version("2025-05-10", 0, Operation.UPSERT, true, 1);

        SubjectHistory inOrder =
                SubjectHistory.NONE.take(march, true).next().take(may, true).next();
        SubjectHistory shuffled =
                SubjectHistory.NONE.take(may, true).next().take(march, true).next();

        assertThat(netByMonth(inOrder)).isEqualTo(Map.of("2025-03", 1)).isEqualTo(netByMonth(shuffled));
    }
}
