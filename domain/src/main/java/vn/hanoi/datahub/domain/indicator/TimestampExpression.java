package vn.hanoi.datahub.domain.indicator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.period.CityTime;

/** A point in time given by an event: a due date, the end of a validity. Null where the event does not contain it. */
@FunctionalInterface
public interface TimestampExpression {

    @Nullable
    Instant of(Facts facts);

    /** Returns a timestamp field plus a number of hours, days and years of the city's calendar. */
    static TimestampExpression field(int position, long hours, long days, long years) {
        return facts -> facts.at(position) instanceof Instant time
                ? shifted(time, days, years).plusSeconds(3_600 * hours)
                : null;
    }

    /** Returns a timestamp field plus the number of days in another field. */
    static TimestampExpression days(int position, int days) {
        return facts -> facts.at(position) instanceof Instant time && facts.at(days) instanceof Long number
                ? shifted(time, number, 0)
                : null;
    }

    private static Instant shifted(Instant time, long days, long years) {
        return CityTime.at(time)
                .plusYears(years)
                .plusDays(days)
                .atZone(CityTime.ZONE)
                .toInstant();
    }
}
