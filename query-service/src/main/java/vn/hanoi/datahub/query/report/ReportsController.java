package vn.hanoi.datahub.query.report;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.edge.limit.Bulkhead;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.query.form.ValuesQuery;

/**
 * Serves scorecards of an area or an agency for a period, as of now or as published at a moment, as printable pages and
 * XLSX.
 */
@RestController
@Import(Scorecards.class)
@Tag(name = "reports")
class ReportsController {

    private final Scorecards scorecards;
    private final Bulkhead bulkhead;
    private final InstantSource clock;

    public ReportsController(Scorecards scorecards, Bulkhead fileBulkhead, InstantSource clock) {
        this.scorecards = scorecards;
        this.bulkhead = fileBulkhead;
        this.clock = clock;
    }

    /** Returns all indicators of an area in a period. */
    @Operation(operationId = "getAreaReport", summary = "Scorecard of an area for a period, as a printable page")
    @GetMapping(path = "/v1/reports/areas/{code}.html", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> areaPage(
            @PathVariable String code,
            @RequestParam String period,
            @RequestParam(required = false) @Nullable String asOf) {
        return page(bulkhead.call(() -> scorecards.area(code, asked(period, asOf))));
    }

    /** Returns the same report as a workbook. */
    @Operation(operationId = "getAreaReportWorkbook", summary = "Scorecard of an area for a period, as XLSX")
    @GetMapping(path = "/v1/reports/areas/{code}.xlsx", produces = ReportWorkbook.TYPE)
    ResponseEntity<byte[]> areaWorkbook(
            @PathVariable String code,
            @RequestParam String period,
            @RequestParam(required = false) @Nullable String asOf) {
        return workbook(bulkhead.call(() -> scorecards.area(code, asked(period, asOf))), code + "-" + period);
    }

    /** Returns what an agency reported in a period, and how well it reports. */
    @Operation(operationId = "getAgencyReport", summary = "Scorecard of an agency for a period, as a printable page")
    @GetMapping(path = "/v1/reports/agencies/{code}.html", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> agencyPage(
            @PathVariable String code,
            @RequestParam String period,
            @RequestParam(required = false) @Nullable String asOf) {
        return page(bulkhead.call(() -> scorecards.agency(code, asked(period, asOf))));
    }

    /** Returns the same report as a workbook. */
    @Operation(operationId = "getAgencyReportWorkbook", summary = "Scorecard of an agency for a period, as XLSX")
    @GetMapping(path = "/v1/reports/agencies/{code}.xlsx", produces = ReportWorkbook.TYPE)
    ResponseEntity<byte[]> agencyWorkbook(
            @PathVariable String code,
            @RequestParam String period,
            @RequestParam(required = false) @Nullable String asOf) {
        return workbook(bulkhead.call(() -> scorecards.agency(code, asked(period, asOf))), code + "-" + period);
    }

    private static ResponseEntity<String> page(Report report) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .body(ReportPage.of(report));
    }

    private static ResponseEntity<byte[]> workbook(Report report, String name) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(ReportWorkbook.TYPE))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".xlsx\"")
                .body(ReportWorkbook.of(report));
    }

    private Scorecards.Asked asked(String period, @Nullable String asOf) {
        Instant now = clock.instant();
        return new Scorecards.Asked(
                Period.find(period)
                        .orElseThrow(() -> new BadRequestException(
                                "period is one such as 2025, 2025-Q3 or 2025-07, not '" + period + "'")),
                asOf == null ? null : ValuesQuery.asOf(asOf, now),
                now);
    }
}
