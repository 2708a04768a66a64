package vn.hanoi.datahub.query.accounts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.ReportingPeriod.Kind;
import vn.hanoi.datahub.edge.date.Dates;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.query.form.CsvTable;
import vn.hanoi.datahub.query.form.Narrowed;
import vn.hanoi.datahub.query.view.Punctuality;
import vn.hanoi.datahub.query.view.Punctuality.Rates;
import vn.hanoi.datahub.query.view.ReportedPeriods;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Reports which periodic reports were delivered, and which of them on time. */
@RestController
@Tag(name = "registers")
class PunctualityController {

    /** Most reports of one answer. */
    private static final int MOST = 5_000;

    private static final String PATH = "/v1/punctuality";

    private static final List<String> COLUMNS = List.of(
            "agency",
            "agencyName",
            "type",
            "typeName",
            "regime",
            "kind",
            "period",
            "first",
            "last",
            "status",
            "due",
            "postponedHours",
            "deliveredAt",
            "lastAt",
            "events");

    private final Catalogue catalogue;
    private final Punctuality punctuality;
    private final InstantSource clock;

    public PunctualityController(Catalogue catalogue, Punctuality punctuality, InstantSource clock) {
        this.catalogue = catalogue;
        this.punctuality = punctuality;
        this.clock = clock;
    }

    /**
     * Which reports are asked for.
     *
     * @param from first day on which a period may end; a month stands for its first day
     * @param to last day on which a period may end, exclusive; a month stands for its first day
     */
    record Asked(
            @Nullable String agency,
            @Nullable String type,
            @Nullable String regime,
            @Nullable String period,
            @Nullable String from,
            @Nullable String to) {}

    /**
     * Which reports were delivered on time.
     *
     * @param reports the reports that are owed, by period, agency and event type
     * @param agencies the rates of each agency and period
     * @param city the rates of all agencies together for each period
     */
    record PunctualityView(List<ReportView> reports, List<RateView> agencies, List<RateView> city) {}

    /**
     * A report that an agency owes for a period.
     *
     * @param period the reporting period
     * @param first its first day
     * @param last its last day, on which data are cut off
     * @param status {@code on-time}, {@code late}, {@code due} (neither delivered nor due yet) or {@code overdue}
     * @param due when the report is due, as postponed by the hub's downtime; a moment that has not passed may be
     *     postponed further
     * @param postponedHours by how many hours the hub's downtime postponed it
     * @param deliveredAt when the log first accepted an event about the period; null if it has not
     * @param lastAt when the log last accepted one; null if it has not
     * @param events how many it accepted, duplicates included
     */
    record ReportView(
            String agency,
            Text agencyName,
            String type,
            Text typeName,
            String regime,
            String kind,
            String period,
            LocalDate first,
            LocalDate last,
            String status,
            Instant due,
            int postponedHours,
            @Nullable Instant deliveredAt,
            @Nullable Instant lastAt,
            long events) {}

    /**
     * The rates over the reports whose due moment has passed.
     *
     * @param agency null for the city as a whole
     * @param due number of these reports
     * @param delivered how many of them were delivered, late ones included
     * @param onTime how many of them were delivered on time
     * @param reportingRate delivered ÷ due, 0 to 1; null if none was due
     * @param onTimeRate on time ÷ due, 0 to 1; null if none was due
     */
    record RateView(
            @Nullable String agency,
            String period,
            int due,
            int delivered,
            int onTime,
            @Nullable Double reportingRate,
            @Nullable Double onTimeRate) {}

    /**
     * Returns the reports that agencies owe for the periods that have begun, and the reporting rate and on-time rate by
     * agency and period. Only feeds that report by periods have any. They go back thirteen months at most, and not
     * behind the hub's own start.
     */
    @Operation(
            operationId = "getPunctuality",
            summary =
                    "Periodic reports: delivered on time, late, due or overdue; reporting and on-time rates; JSON, or the reports as CSV (text/csv)")
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    PunctualityView punctuality(@ParameterObject Asked asked) {
        List<Punctuality.Report> reports = reports(asked);
        return new PunctualityView(
                reports.stream().map(this::view).toList(),
                rates(reports, report -> report.feed().agency()),
                rates(reports, report -> ""));
    }

    /**
     * Returns the reports as a table.
     *
     * @param bom whether it begins with a byte order mark, by which spreadsheet programs recognise UTF-8
     */
    @Operation(hidden = true)
    @GetMapping(path = PATH, produces = CsvTable.TYPE)
    ResponseEntity<String> csv(@ParameterObject Asked asked, @RequestParam(defaultValue = "false") boolean bom) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(CsvTable.TYPE + ";charset=UTF-8"))
                .body(CsvTable.of(
                        COLUMNS, reports(asked).stream().map(this::view).map(PunctualityController::cells), bom));
    }

    private static Stream<@Nullable Object> cells(ReportView report) {
        return Stream.of(
                report.agency(),
                report.agencyName().vi(),
                report.type(),
                report.typeName().vi(),
                report.regime(),
                report.kind(),
                report.period(),
                report.first(),
                report.last(),
                report.status(),
                report.due(),
                report.postponedHours(),
                report.deliveredAt(),
                report.lastAt(),
                report.events());
    }

    private List<Punctuality.Report> reports(Asked asked) {
        Set<String> agencies = asked.agency() == null ? null : agencies(asked.agency());
        Narrowed.check("event type with periodic feeds", asked.type(), periodicTypes());
        Narrowed.check("reporting regime", asked.regime(), catalogue.regimes().keySet());
        Kind kind = asked.period() == null
                ? null
                : Worded.find(Kind.class, asked.period())
                        .orElseThrow(() -> new BadRequestException(
                                "there is no kind of period '" + asked.period() + "'; GET /v1/regimes lists them"));
        LocalDate first = asked.from() == null ? LocalDate.MIN : Dates.firstDay("from", asked.from());
        LocalDate end = asked.to() == null ? LocalDate.MAX : Dates.firstDay("to", asked.to());
        if (!first.isBefore(end)) {
            throw new BadRequestException("from is a day before to, not " + first + " and " + end);
        }
        List<Punctuality.Report> reports = punctuality.reports().stream()
                .filter(report ->
                        agencies == null || agencies.contains(report.feed().agency()))
                .filter(report -> asked.type() == null
                        || asked.type().equals(report.feed().type()))
                .filter(report -> asked.regime() == null
                        || asked.regime().equals(report.schedule().regime().id()))
                .filter(report -> kind == null || kind == report.schedule().kind())
                .filter(report -> report.period().to().isAfter(first)
                        && !report.period().to().isAfter(end))
                .toList();
        if (reports.size() > MOST) {
            throw new BadRequestException(
                    "these are " + reports.size() + " reports; name at most " + MOST + " by agency, type, from and to");
        }
        return reports;
    }

    /** Returns an agency and those for which it answers now. */
    private Set<String> agencies(String code) {
        if (catalogue.findAgency(code).isEmpty()) {
            throw new BadRequestException("there is no agency '" + code + "'; GET /v1/agencies lists them");
        }
        return catalogue.answersFor(code, CityTime.dayOf(clock.instant()));
    }

    private List<String> periodicTypes() {
        return catalogue.types().stream()
                .map(EventType::name)
                .filter(name -> catalogue.schedule(name).isPresent())
                .toList();
    }

    private ReportView view(Punctuality.Report report) {
        ReportedPeriods.Receipt receipt = report.receipt();
        String agency = report.feed().agency();
        return new ReportView(
                agency,
                catalogue.findAgency(agency).map(Agency::name).orElseThrow(),
                report.feed().type(),
                catalogue.findType(report.feed().type()).map(EventType::title).orElseThrow(),
                report.schedule().regime().id(),
                report.schedule().kind().word(),
                report.period().text(),
                report.period().from(),
                report.period().to().minusDays(1),
                report.status().word(),
                report.due().at(),
                report.due().postponedHours(),
                receipt == null ? null : receipt.firstAt(),
                receipt == null ? null : receipt.lastAt(),
                receipt == null ? 0 : receipt.events());
    }

    /** Returns the rates by period and a further key, which is the agency or nothing. */
    private List<RateView> rates(List<Punctuality.Report> reports, Function<Punctuality.Report, String> by) {
        Instant now = clock.instant();
        Map<String, List<Punctuality.Report>> groups = reports.stream()
                .collect(Collectors.groupingBy(
                        report -> report.period().to() + "/" + report.period().text() + "/" + by.apply(report),
                        TreeMap::new,
                        Collectors.toList()));
        return groups.values().stream()
                .map(group -> {
                    Rates rates = Rates.of(group, now);
                    return new RateView(
                            Optional.of(by.apply(group.get(0)))
                                    .filter(code -> !code.isEmpty())
                                    .orElse(null),
                            group.get(0).period().text(),
                            rates.due(),
                            rates.delivered(),
                            rates.onTime(),
                            rates.reportingRate(),
                            rates.onTimeRate());
                })
                .toList();
    }
}
