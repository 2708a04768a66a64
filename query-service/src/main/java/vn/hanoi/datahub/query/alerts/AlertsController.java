package vn.hanoi.datahub.query.alerts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.alerts.AlertAcknowledgement;
import vn.hanoi.datahub.domain.alert.AlertRule;
import vn.hanoi.datahub.domain.alert.Severity;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.edge.audit.AuditedTopic;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.edge.problem.Remark;
import vn.hanoi.datahub.query.feed.LiveUpdate;
import vn.hanoi.datahub.query.form.AlertRow;
import vn.hanoi.datahub.query.form.AlertRows;
import vn.hanoi.datahub.query.form.AskedArea;
import vn.hanoi.datahub.query.form.Narrowed;
import vn.hanoi.datahub.query.form.UpdateFilter;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.Alerts;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Lists alerts, and lets operators acknowledge them. */
@RestController
@Tag(name = "alerts")
class AlertsController {

    private static final int MOST = 1_000;
    private static final List<String> STATUSES = List.of("open", "acknowledged", "resolved", "unresolved", "all");

    private static final List<String> SEVERITIES =
            Stream.of(Severity.values()).map(Severity::word).toList();

    private final Alerts alerts;
    private final AlertRows rows;
    private final Catalogue catalogue;
    private final Readings readings;
    private final AuditedTopic<AlertAcknowledgement> acknowledgements;
    private final InstantSource clock;

    public AlertsController(
            Alerts alerts,
            AlertRows rows,
            Catalogue catalogue,
            Readings readings,
            AuditedTopic<AlertAcknowledgement> acknowledgements,
            InstantSource clock) {
        this.catalogue = catalogue;
        this.readings = readings;
        this.alerts = alerts;
        this.rows = rows;
        this.acknowledgements = acknowledgements;
        this.clock = clock;
    }

    /**
     * An operator's acknowledgement of an alert.
     *
     * @param note what is being done about it; null if no note was given
     */
    public record Acknowledgement(@Nullable String note) {}

    record AlertList(List<AlertRow> alerts) {}

    /** Returns the alerts, most recently changed first. */
    @Operation(operationId = "listAlerts", summary = "Alerts, most recently changed first; unresolved ones by default")
    @GetMapping("/v1/alerts")
    AlertList alerts(
            @RequestParam(defaultValue = "unresolved") String status,
            @RequestParam(required = false) @Nullable String rule,
            @RequestParam(required = false) @Nullable String severity,
            @RequestParam(required = false) @Nullable String indicator,
            @RequestParam(required = false) @Nullable String area,
            @RequestParam(required = false) @Nullable String agency) {
        if (!STATUSES.contains(status)) {
            throw new BadRequestException("status is one of " + String.join(", ", STATUSES));
        }
        Narrowed.check(
                "rule", rule, catalogue.alertRules().stream().map(AlertRule::id).toList());
        Narrowed.check("severity", severity, SEVERITIES);
        Narrowed.check(
                "indicator",
                indicator,
                catalogue.indicators().stream().map(IndicatorDefinition::id).toList());
        Narrowed.checkAgency(catalogue, agency);
        if (area != null) {
            AskedArea.of(catalogue, area);
        }
        Predicate<LiveUpdate> whole = UpdateFilter.ofWhole(catalogue, readings);
        Predicate<Alerts.Known> wanted = known -> isOf(known, status) && whole.test(new LiveUpdate.OfAlert(known));
        return new AlertList(alerts.all()
                .filter(wanted.and(is(rule, known -> known.alert().getRule()))
                        .and(is(severity, known -> known.alert().getSeverity()))
                        .and(is(indicator, known -> known.alert().getIndicator()))
                        .and(is(area, known -> known.alert().getArea()))
                        .and(is(agency, known -> known.alert().getAgency())))
                .limit(MOST)
                .map(rows::of)
                .toList());
    }

    private static boolean isOf(Alerts.Known known, String status) {
        return switch (status) {
            case "all" -> true;
            case "unresolved" -> !known.status().equals("resolved");
            default -> known.status().equals(status);
        };
    }

    private static Predicate<Alerts.Known> is(
            @Nullable String wanted, Function<Alerts.Known, @Nullable String> property) {
        return known -> wanted == null || wanted.equals(property.apply(known));
    }

    /** Records that an operator is handling an alert. */
    @Operation(operationId = "acknowledgeAlert", summary = "Acknowledge an alert; operators only")
    @PostMapping("/v1/alerts/{id}/acknowledgement")
    AlertRow acknowledge(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Acknowledgement said,
            HttpServletRequest request) {
        Alerts.Known known = alerts.find(id)
                .orElseThrow(() -> new NotFoundException("there is no alert '" + id + "'; GET /v1/alerts lists them"));
        if (known.status().equals("resolved")) {
            throw new BadRequestException("alert '" + id + "' is resolved; nothing is left to be taken care of");
        }
        String note = Remark.of("note", said == null ? null : said.note(), WellFormed.LONGEST_TEXT);
        acknowledgements.put(
                id,
                new AlertAcknowledgement(id, caller.name(), note, clock.instant()),
                new AuditedTopic.Change(caller, "alert-acknowledged", note, request.getRemoteAddr()));
        return rows.of(alerts.find(id).orElse(known));
    }
}
