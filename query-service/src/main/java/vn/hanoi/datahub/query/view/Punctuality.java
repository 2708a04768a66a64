package vn.hanoi.datahub.query.view;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.agency.DueMoment;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.agency.HubActivity;
import vn.hanoi.datahub.domain.agency.Timeliness;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.ReportSchedule;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * Which reports of periodic feeds are owed, and which were delivered on time. An agency owes a report for a period if
 * the catalogue expects the feed of it on the period's last day. What agencies sent that it took over by that day
 * counts as its own. Nothing is owed for periods that ended before the hub first received anything, or too long ago for
 * the hub's downtime to be known.
 */
public final class Punctuality {

    /**
     * A report that an agency owes.
     *
     * @param declared when it is due by the regime's deadline
     * @param due when it is due, as postponed by the hub's downtime
     * @param receipt what was accepted; null if nothing was
     */
    public record Report(
            Feed feed,
            ReportSchedule schedule,
            ReportingPeriod period,
            Instant declared,
            DueMoment due,
            ReportedPeriods.@Nullable Receipt receipt,
            Timeliness status) {}

    /**
     * The rates over reports whose due moment has passed.
     *
     * @param due number of these reports
     * @param delivered how many of them were delivered, late ones included
     * @param onTime how many of them were delivered on time
     */
    public record Rates(int due, int delivered, int onTime) {

        /** Returns the rates over reports at a moment; reports that are not due yet do not count. */
        public static Rates of(List<Report> reports, Instant now) {
            List<Timeliness> past = reports.stream()
                    .filter(report -> now.isAfter(report.due().at()))
                    .map(Report::status)
                    .toList();
            int overdue = (int) past.stream().filter(Timeliness.OVERDUE::equals).count();
            int onTime = (int) past.stream().filter(Timeliness.ON_TIME::equals).count();
            return new Rates(past.size(), past.size() - overdue, onTime);
        }

        /** Returns delivered ÷ due, 0 to 1; null where nothing was due. */
        public @Nullable Double reportingRate() {
            return due == 0 ? null : (Double) ((double) delivered / due);
        }

        /** Returns on time ÷ due, 0 to 1; null where nothing was due. */
        public @Nullable Double onTimeRate() {
            return due == 0 ? null : (Double) ((double) onTime / due);
        }
    }

    private final Catalogue catalogue;
    private final LogCounts logCounts;
    private final ReportedPeriods reported;
    private final InstantSource clock;

    public Punctuality(Catalogue catalogue, LogCounts logCounts, ReportedPeriods reported, InstantSource clock) {
        this.catalogue = catalogue;
        this.logCounts = logCounts;
        this.reported = reported;
        this.clock = clock;
    }

    /** Returns all reports owed for periods that have begun, by period, agency and type. */
    public List<Report> reports() {
        Instant now = clock.instant();
        LocalDate tomorrow = CityTime.dayOf(now).plusDays(1);
        LocalDate first = firstEnd().orElse(tomorrow);
        List<Report> reports = new ArrayList<>();
        catalogue
                .types()
                .forEach(type -> catalogue.schedule(type.name()).ifPresent(schedule -> {
                    for (ReportingPeriod period : schedule.endingAfter(first.minusDays(1), tomorrow)) {
                        if (isKnown(period)) {
                            Due due = due(schedule, period, now);
                            for (Agency agency : catalogue.agencies()) {
                                Feed feed = new Feed(agency.code(), type.name());
                                if (owes(agency, feed, period)) {
                                    reports.add(report(feed, schedule, period, due, now));
                                }
                            }
                        }
                    }
                }));
        reports.sort(Comparator.comparing((Report report) -> report.period().to())
                .thenComparing(report -> report.period().text())
                .thenComparing(report -> report.feed().name()));
        return reports;
    }

    /**
     * Returns the state of a feed: of a continuous one by its cadence, of a periodic one by the newest report that was
     * due. An agency answers for what those sent that it took over: it is not silent from its first day on.
     *
     * @param cadence null if the feed is not expected
     */
    public Freshness.Standing standing(Feed feed, @Nullable Duration cadence, Instant now) {
        Freshness.Standing standing = logCounts.freshness().standing(line(feed, now), cadence, now);
        return standing.state() == null || catalogue.schedule(feed.type()).isEmpty()
                ? standing
                : new Freshness.Standing(
                        standing.lastAt(),
                        standing.lastEventAt(),
                        state(feed, Objects.requireNonNull(cadence), now).word(),
                        standing.silentSeconds());
    }

    /** Returns the state of an expected feed. */
    public Freshness.State state(Feed feed, Duration cadence, Instant now) {
        Freshness.State byCadence = logCounts.freshness().state(line(feed, now), cadence, now);
        return byCadence == Freshness.State.NEVER
                ? byCadence
                : catalogue
                        .schedule(feed.type())
                        .map(schedule ->
                                isOverdue(feed, schedule, now) ? Freshness.State.OVERDUE : Freshness.State.ON_TIME)
                        .orElse(byCadence);
    }

    /** Returns a feed and those that it continues. */
    private List<Feed> line(Feed feed, Instant now) {
        return catalogue.answersFor(feed.agency(), CityTime.dayOf(now)).stream()
                .map(agency -> new Feed(agency, feed.type()))
                .toList();
    }

    private boolean isOverdue(Feed feed, ReportSchedule schedule, Instant now) {
        Agency agency = catalogue.findAgency(feed.agency()).orElseThrow();
        ReportingPeriod period = schedule.containing(CityTime.dayOf(now));
        while (isKnown(period)) {
            Due due = due(schedule, period, now);
            if (now.isAfter(due.moment().at())) {
                return owes(agency, feed, period)
                        && report(feed, schedule, period, due, now).status() == Timeliness.OVERDUE;
            }
            period = schedule.containing(period.from().minusDays(1));
        }
        return false;
    }

    private record Due(Instant declared, DueMoment moment) {}

    private Due due(ReportSchedule schedule, ReportingPeriod period, Instant now) {
        Instant declared = schedule.due(period, catalogue.workingDays());
        return new Due(declared, logCounts.freshness().due(period.endInstant(), declared, now));
    }

    private Report report(Feed feed, ReportSchedule schedule, ReportingPeriod period, Due due, Instant now) {
        ReportedPeriods.Receipt receipt = catalogue
                .answersFor(feed.agency(), period.to().minusDays(1))
                .stream()
                .flatMap(sender -> reported.find(new Feed(sender, feed.type()), period).stream())
                .reduce(ReportedPeriods.Receipt::and)
                .orElse(null);
        return new Report(
                feed,
                schedule,
                period,
                due.declared(),
                due.moment(),
                receipt,
                Timeliness.of(
                        receipt == null ? null : receipt.firstAt(), due.moment().at(), now));
    }

    private boolean owes(Agency agency, Feed feed, ReportingPeriod period) {
        return catalogue.cadences(agency, period.to().minusDays(1)).containsKey(feed.type());
    }

    private boolean isKnown(ReportingPeriod period) {
        return firstEnd().filter(first -> !period.to().isBefore(first)).isPresent();
    }

    /**
     * Returns the first day that may follow the last day of a known period; empty before the hub received anything. A
     * week of activity before the period's end must be known to tell downtime from a quiet time.
     */
    private Optional<LocalDate> firstEnd() {
        LocalDate kept = logCounts.keptSince();
        return logCounts.freshness().firstHour().map(CityTime::at).map(first -> {
            LocalDate day = first.getHour() == 0
                    ? first.toLocalDate()
                    : first.toLocalDate().plusDays(1);
            return kept.equals(LocalDate.MIN) || day.isAfter(kept.plusDays(HubActivity.USUAL_DAYS))
                    ? day
                    : kept.plusDays(HubActivity.USUAL_DAYS);
        });
    }
}
