package vn.hanoi.datahub.domain.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.period.CityTime;

/** A report is due later by the hours in which the hub was away, and by no others. */
class DueMomentTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final Instant CUT_OFF = at("2026-03-15T00:00");
    private static final Instant DECLARED = at("2026-03-16T17:00");
    private static final Instant LATER = at("2026-06-01T00:00");

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(CityTime.ZONE).toInstant();
    }

    /** A hub that hears something in every hour until 1 June, except in these, from and to exclusive. */
    private static HubActivity exceptFor(String... spans) {
        HubActivity activity = new HubActivity();
        for (LocalDateTime hour = FIRST.atStartOfDay(); hour.isBefore(CityTime.at(LATER)); hour = hour.plusHours(1)) {
            boolean isAway = false;
            for (int i = 0; i < spans.length; i += 2) {
                isAway |= !hour.isBefore(LocalDateTime.parse(spans[i]))
                        && hour.isBefore(LocalDateTime.parse(spans[i + 1]));
            }
            if (!isAway) {
                activity.hear(hour.toLocalDate(), 1 << hour.getHour());
            }
        }
        return activity;
    }

    private static DueMoment due(HubActivity activity) {
        return DueMoment.of(CUT_OFF, DECLARED, activity, LATER);
    }

    @Test
    void isTheRegimes_whileTheHubHearsSomethingInEveryHour() {
        assertThat(due(exceptFor())).isEqualTo(new DueMoment(DECLARED, 0));
    }

    @Test
    void isPostponedByTheHoursInWhichTheHubWasAway_notByThoseBeforeAndAfter() {
        assertThat(due(exceptFor("2026-03-14T20:00", "2026-03-15T03:00"))).isEqualTo(after(3));
        assertThat(due(exceptFor("2026-03-16T18:00", "2026-03-17T03:00"))).isEqualTo(after(0));
    }

    /** Away from 16:00: the hour until 17:00, and then every hour of the extension until the hub is back at 21:00. */
    @Test
    void anExtensionIsExtendedByTheDowntimeInIt() {
        assertThat(due(exceptFor("2026-03-16T16:00", "2026-03-16T21:00"))).isEqualTo(after(5));
        assertThat(due(exceptFor("2026-03-15T02:00", "2026-03-15T04:00", "2026-03-16T18:00", "2026-03-16T19:00")))
                .isEqualTo(after(3));
    }

    @Test
    void isPostponedByAMonthAtMost() {
        assertThat(due(exceptFor("2026-03-15T00:00", "2026-05-20T00:00"))).isEqualTo(after(DueMoment.MOST_HOURS));
    }

    /** While the hub is away nothing is overdue: each hour that ends without anything postpones the moment again. */
    @Test
    void growsWhileTheHubIsAway() {
        HubActivity away = exceptFor("2026-03-16T15:00", "2026-05-20T00:00");

        assertThat(DueMoment.of(CUT_OFF, DECLARED, away, at("2026-03-16T16:59")))
                .isEqualTo(after(1));
        assertThat(DueMoment.of(CUT_OFF, DECLARED, away, at("2026-03-16T18:59")))
                .isEqualTo(after(3));
        assertThat(DueMoment.of(CUT_OFF, DECLARED, away, at("2026-03-15T00:30")).postponedHours())
                .isZero();
    }

    /** Offices are silent at night, on Sundays and over Tết; that postpones nothing. */
    @Test
    void aHubThatHearsOfficesOnlyIsNotAwayAtNight() {
        HubActivity offices = new HubActivity();
        for (LocalDate day = FIRST; day.isBefore(CityTime.dayOf(LATER)); day = day.plusDays(1)) {
            if (day.getDayOfWeek().getValue() <= 5) {
                offices.hear(day, 0b11_1111_1111 << 7);
            }
        }
        assertThat(due(offices)).isEqualTo(after(0));
    }

    @Test
    void neitherIsAHubInItsFirstDays_norOneThatNeverHeardAnything() {
        HubActivity young = new HubActivity();
        young.hear(LocalDate.of(2026, 3, 14), (1 << 24) - 1);
        young.hear(LocalDate.of(2026, 3, 16), (1 << 24) - 1);

        assertThat(due(young)).isEqualTo(after(0));
        assertThat(due(new HubActivity())).isEqualTo(after(0));
        assertThat(young.firstHour()).contains(at("2026-03-14T00:00"));
        assertThat(new HubActivity().firstHour()).isEmpty();
    }

    @Test
    void aReportIsOnTimeUntilTheVeryMoment_andOverdueOnlyAfterIt() {
        assertThat(Timeliness.of(DECLARED, DECLARED, LATER)).isEqualTo(Timeliness.ON_TIME);
        assertThat(Timeliness.of(DECLARED.plusMillis(1), DECLARED, LATER)).isEqualTo(Timeliness.LATE);
        assertThat(Timeliness.of(null, DECLARED, DECLARED)).isEqualTo(Timeliness.DUE);
        assertThat(Timeliness.of(null, DECLARED, DECLARED.plusMillis(1))).isEqualTo(Timeliness.OVERDUE);
        assertThat(Timeliness.ON_TIME.word()).isEqualTo("on-time");
    }

    private static DueMoment after(int hours) {
        return new DueMoment(DECLARED.plusSeconds(3600L * hours), hours);
    }
}
