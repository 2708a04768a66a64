package vn.hanoi.datahub.ingest.admission;

import java.time.Duration;
import java.time.Instant;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.edge.detail.Detail;

/**
 * Refuses what has not happened yet: moments other than deadlines, and reports about periods that have not begun. A
 * year that is mistyped would otherwise take a dossier out of its period, and put it into one that nobody reads.
 */
final class FutureFacts {

    private FutureFacts() {}

    static void check(EventType type, Facts facts, Instant now, Duration tolerance, Mistakes mistakes) {
        Instant latest = now.plus(tolerance);
        for (Shape.Field field : type.shape().fields()) {
            Object fact = facts.at(field.position());
            if (fact != null && isAhead(type, field, fact, latest)) {
                mistakes.add(new RefusalException(
                        RefusalReason.FUTURE_TIME,
                        Detail.of("field.future", field.name(), fact, now),
                        DataReader.pointer(field)));
            }
        }
    }

    private static boolean isAhead(EventType type, Shape.Field field, Object fact, Instant latest) {
        if (fact instanceof Instant moment) {
            return !field.deadline() && moment.isAfter(latest);
        }
        return field.name().equals(type.periodField())
                && fact instanceof String text
                && Period.find(text)
                        .filter(period -> period.startInstant().isAfter(latest))
                        .isPresent();
    }
}
