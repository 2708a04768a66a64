package vn.hanoi.datahub.streams.processor;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.event.Outcome;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.domain.fold.Contribution;
import vn.hanoi.datahub.domain.fold.Coordinates;
import vn.hanoi.datahub.domain.fold.Part;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * The book in which each accepted event ends as exactly one outcome: counted like any other contribution, so that it survives what the values survive.
 * Member of an account: {@code agency|type|outcome|reason}.
 */
final class OutcomeAccount {

    /** Stands for the agency of an event that does not say where it comes from. */
    static final String NOBODY = "-";

    private static final String ID = "hub.outcomes";

    private final AreaId city;

    OutcomeAccount(AreaId city) {
        this.city = city;
    }

    Contribution of(String agency, String type, Outcome outcome, @Nullable RefusalReason reason, LocalDate acceptedOn) {
        String member = String.join("|", agency, type, outcome.word(), reason == null ? "" : reason.word());
        return new Contribution(
                ID,
                List.of(city),
                new Coordinates(
                        Period.containing(acceptedOn, Granularity.DAY), agency, agency, List.of(member), "", Part.FLOW),
                Tally.of(BigDecimal.ONE, BigDecimal.ONE),
                null);
    }
}
