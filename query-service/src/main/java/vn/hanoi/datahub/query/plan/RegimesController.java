package vn.hanoi.datahub.query.plan;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Regime;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.domain.period.ReportingPeriod.Kind;
import vn.hanoi.datahub.edge.date.Dates;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Serves the reporting regimes, and the calendar of what is due. */
@RestController
@Tag(name = "plans")
class RegimesController {

    /** Longest part of the calendar in one answer. */
    private static final int MOST_YEARS = 3;

    private static final int MONTHS_SHOWN = 4;

    private final Catalogue catalogue;
    private final InstantSource clock;

    public RegimesController(Catalogue catalogue, InstantSource clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    record RegimeList(List<RegimeView> regimes) {}

    /**
     * A reporting regime.
     *
     * @param basis the legal basis
     * @param lastDay day of the month on which a month ends; null for the last day of the calendar month
     * @param periods kinds of periods that reports are made for
     * @param deadline when a report is due; null if the regime sets no deadline
     */
    record RegimeView(
            String id,
            Text name,
            Text basis,
            @Nullable Integer lastDay,
            List<String> periods,
            @Nullable DeadlineView deadline) {}

    /**
     * @param workingDays working days after the last day of the period
     * @param hour hour of that day in Hà Nội, 1 to 24
     */
    record DeadlineView(int workingDays, int hour) {}

    /**
     * What is due in a range of days.
     *
     * @param to last day, exclusive
     * @param daysOffKnownUntil last day of the years whose days off are known; later deadlines may move
     */
    record DueCalendar(
            LocalDate from,
            LocalDate to,
            List<DueView> due,
            List<LocalDate> daysOff,
            List<LocalDate> worked,
            LocalDate daysOffKnownUntil) {}

    /**
     * A period whose report is due.
     *
     * @param kind kind of the period
     * @param first its first day
     * @param last its last day, on which data are cut off
     * @param due when the report is due
     * @param state {@code coming}, {@code running}, {@code due} between the cut-off and the deadline, or {@code past}
     */
    record DueView(
            String regime, String kind, String period, LocalDate first, LocalDate last, Instant due, String state) {}

    /** Returns all reporting regimes. */
    @Operation(operationId = "listRegimes", summary = "Reporting regimes: how reports divide the year")
    @GetMapping("/v1/regimes")
    RegimeList list() {
        return new RegimeList(catalogue.regimes().values().stream()
                .map(RegimesController::view)
                .toList());
    }

    /**
     * Returns what is due: the periods of all regimes with a deadline in a range of days, and the days off in it.
     * Without a range, the last month and the next three. It covers the years whose days off are known, and continues
     * to the end of the third year after this one.
     *
     * @param from first day; a month stands for its first day
     * @param to last day, exclusive; a month stands for its first day
     */
    @Operation(operationId = "getDueCalendar", summary = "What is due when, and the days off of State agencies")
    @GetMapping("/v1/calendar")
    DueCalendar calendar(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        Instant now = clock.instant();
        LocalDate today = CityTime.dayOf(now);
        LocalDate first = first(from, to, today);
        LocalDate end = to == null ? first.plusMonths(MONTHS_SHOWN) : Dates.firstDay("to", to);
        checkCovered(first, end, today);
        if (!first.isBefore(end) || first.plusYears(MOST_YEARS).isBefore(end)) {
            throw new BadRequestException("from is a day before to, at most " + MOST_YEARS + " years");
        }
        List<DueView> due = new ArrayList<>();
        catalogue.regimes().values().forEach(regime -> due(regime, first, end, now, due));
        due.sort(Comparator.comparing(DueView::due).thenComparing(DueView::period));
        return new DueCalendar(
                first,
                end,
                due,
                within(catalogue.workingDays().off(), first, end),
                within(catalogue.workingDays().worked(), first, end),
                catalogue.workingDays().knownUntil());
    }

    private static LocalDate first(@Nullable String from, @Nullable String to, LocalDate today) {
        if (from != null) {
            return Dates.firstDay("from", from);
        }
        return to == null ? today.minusMonths(1) : Dates.firstDay("to", to).minusMonths(MONTHS_SHOWN);
    }

    /** Refuses days before the first year whose days off are known, and those too far ahead to say anything of. */
    private void checkCovered(LocalDate first, LocalDate end, LocalDate today) {
        LocalDate begin = catalogue.workingDays().knownFrom();
        LocalDate last = today.plusYears(MOST_YEARS).with(TemporalAdjusters.lastDayOfYear());
        if (first.isBefore(begin) || end.isAfter(last.plusDays(1))) {
            throw new BadRequestException(
                    "the calendar covers " + begin + " to " + last + ", not " + first + " to " + end.minusDays(1));
        }
    }

    private void due(Regime regime, LocalDate first, LocalDate end, Instant now, List<DueView> due) {
        Regime.Deadline deadline = regime.deadline();
        if (deadline == null) {
            return;
        }
        for (Kind kind : regime.kinds()) {
            if (kind != Kind.YEAR_TO_DATE) {
                for (ReportingPeriod period : regime.between(kind, first.minusMonths(4), end)) {
                    Instant at = catalogue.workingDays().due(period, deadline);
                    LocalDate day = CityTime.dayOf(at);
                    if (!day.isBefore(first) && day.isBefore(end)) {
                        due.add(new DueView(
                                regime.id(),
                                kind.word(),
                                period.text(),
                                period.from(),
                                period.to().minusDays(1),
                                at,
                                state(period, at, now)));
                    }
                }
            }
        }
    }

    private static String state(ReportingPeriod period, Instant due, Instant now) {
        if (now.isBefore(CityTime.startOf(period.from()))) {
            return "coming";
        }
        return now.isBefore(period.endInstant()) ? "running" : now.isBefore(due) ? "due" : "past";
    }

    private static List<LocalDate> within(Collection<LocalDate> days, LocalDate first, LocalDate end) {
        return days.stream()
                .filter(day -> !day.isBefore(first) && day.isBefore(end))
                .sorted()
                .toList();
    }

    private static RegimeView view(Regime regime) {
        Regime.Deadline deadline = regime.deadline();
        return new RegimeView(
                regime.id(),
                regime.name(),
                regime.basis(),
                regime.lastDay(),
                regime.kinds().stream().map(Kind::word).toList(),
                deadline == null ? null : new DeadlineView(deadline.workingDays(), deadline.hour()));
    }
}
