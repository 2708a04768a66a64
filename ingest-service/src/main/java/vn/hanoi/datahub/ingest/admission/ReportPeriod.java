package vn.hanoi.datahub.ingest.admission;

import java.time.LocalDate;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.edge.detail.Detail;

/** The period that a report is about. */
final class ReportPeriod {

    private ReportPeriod() {}

    /** Returns whether a text is a month, a quarter or a year: the periods that reports cover. */
    static boolean is(String text) {
        return Period.find(text)
                .filter(period -> !period.granularity().isFinerThan(Granularity.MONTH))
                .isPresent();
    }

    /** Refuses a report about a period before the register of areas begins: nobody would read its value. */
    static void check(EventType type, Facts facts, LocalDate first, Mistakes mistakes) {
        if (type.periodField() == null) {
            return;
        }
        Shape.Field field = type.shape().find(type.periodField()).orElseThrow();
        if (facts.at(field.position()) instanceof String text && endsBy(first, text)) {
            mistakes.add(new RefusalException(
                    RefusalReason.AREA_NOT_IN_FORCE,
                    Detail.of("field.before-register", field.name(), text, first),
                    DataReader.pointer(field)));
        }
    }

    private static boolean endsBy(LocalDate day, String text) {
        return Period.find(text)
                .filter(period -> !period.end().isAfter(day.atStartOfDay()))
                .isPresent();
    }
}
