package vn.hanoi.datahub.streams.processor;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.agency.AccountLine;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.event.Outcome;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.domain.fold.Contribution;
import vn.hanoi.datahub.domain.fold.Coordinates;
import vn.hanoi.datahub.domain.fold.Part;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * The ledger in which each accepted event ends with exactly one outcome, and the hub's own indicators derived from it.
 * They are counted like any other contribution, so they are as durable as the values.
 */
final class OutcomeAccount {

    private static final String REFUSAL_RATE = "hub.refusal_rate";
    private static final String CORRECTION_RATE = "hub.correction_rate";

    private final ActiveDefinitions active;
    private final AreaId city;

    /** Returns the agency under which an event counts: the one that it names, or {@link Feed#NOBODY}. */
    static String named(@Nullable String agency) {
        return agency == null ? Feed.NOBODY : agency;
    }

    OutcomeAccount(ActiveDefinitions active, AreaId city) {
        this.active = active;
        this.city = city;
    }

    /** Returns what an accepted event with this outcome counts for. */
    List<Contribution> of(
            String agency, String type, Outcome outcome, @Nullable RefusalReason reason, LocalDate acceptedOn) {
        String member = new AccountLine(new Feed(agency, type), outcome, reason).member();
        List<Contribution> contributions = new ArrayList<>();
        contributions.add(contribution(
                AccountLine.INDICATOR, agency, day(acceptedOn), List.of(member), BigDecimal.ONE, BigDecimal.ONE));
        contributions.add(rate(REFUSAL_RATE, agency, type, acceptedOn, outcome == Outcome.REJECTED));
        if (outcome == Outcome.APPLIED || outcome == Outcome.SUPERSEDED) {
            contributions.add(rate(CORRECTION_RATE, agency, type, acceptedOn, outcome == Outcome.SUPERSEDED));
        }
        return contributions;
    }

    /** Returns what an event counts for that was refused at ingest and never accepted. */
    Contribution refusedAtTheDoor(String agency, String type, LocalDate on) {
        return rate(REFUSAL_RATE, agency, type, on, true);
    }

    /**
     * Returns the contribution of an agency and a type from which something was accepted in an hour, whatever its
     * outcome.
     */
    Contribution heard(String agency, String type, Instant acceptedAt) {
        return contribution(
                Feed.FRESHNESS,
                agency,
                Period.containing(acceptedAt, Granularity.HOUR),
                List.of(type, new Feed(agency, type).name()),
                BigDecimal.ZERO,
                BigDecimal.ZERO);
    }

    private Contribution rate(String indicator, String agency, String type, LocalDate on, boolean counts) {
        return contribution(
                indicator,
                agency,
                day(on),
                List.of(type, new Feed(agency, type).name()),
                counts ? BigDecimal.ONE : BigDecimal.ZERO,
                BigDecimal.ONE);
    }

    private static Period day(LocalDate day) {
        return Period.containing(day, Granularity.DAY);
    }

    private Contribution contribution(
            String indicator,
            String agency,
            Period period,
            List<String> members,
            BigDecimal numerator,
            BigDecimal denominator) {
        IndicatorDefinition definition = active.newest(indicator);
        return new Contribution(
                indicator,
                definition == null ? 0 : definition.version(),
                List.of(city),
                new Coordinates(period, agency, agency, members, "", Part.FLOW),
                Tally.of(numerator, denominator),
                null);
    }
}
