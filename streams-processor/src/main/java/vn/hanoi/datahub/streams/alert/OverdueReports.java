package vn.hanoi.datahub.streams.alert;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.agency.DueMoment;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.agency.HubActivity;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.ReportSchedule;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Counts the reports of a periodic feed that are overdue. Due moments are computed once a second at most. */
final class OverdueReports {

    private final Catalogue catalogue;
    private final Map<String, Boolean> passed = new HashMap<>();
    private Instant second = Instant.MIN;

    OverdueReports(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Returns how many periods after the newest delivered one are overdue; empty if the feed is not periodic, or no
     * longer expected.
     *
     * @param after end of the newest period that was delivered
     */
    Optional<Integer> of(Feed feed, Instant after, HubActivity activity, Instant now) {
        LocalDate today = CityTime.dayOf(now);
        Optional<Agency> agency = catalogue
                .findAgency(feed.agency())
                .filter(known -> catalogue.cadences(known, today).containsKey(feed.type()));
        return agency.flatMap(known -> catalogue.schedule(feed.type()))
                .map(schedule -> (int) schedule.endingAfter(CityTime.dayOf(after), today.plusDays(1)).stream()
                        .filter(period -> catalogue
                                .cadences(agency.get(), period.to().minusDays(1))
                                .containsKey(feed.type()))
                        .filter(period -> hasPassed(schedule, period, activity, now))
                        .count());
    }

    private boolean hasPassed(ReportSchedule schedule, ReportingPeriod period, HubActivity activity, Instant now) {
        Instant declared = schedule.due(period, catalogue.workingDays());
        if (!now.isAfter(declared)) {
            return false;
        }
        Instant current = now.truncatedTo(ChronoUnit.SECONDS);
        if (!current.equals(second)) {
            passed.clear();
            second = current;
        }
        return passed.computeIfAbsent(
                period.text() + " " + declared,
                key -> DueMoment.hasPassed(period.endInstant(), declared, activity, now));
    }
}
