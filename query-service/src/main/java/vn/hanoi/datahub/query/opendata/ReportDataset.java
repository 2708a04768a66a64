package vn.hanoi.datahub.query.opendata;

import static vn.hanoi.datahub.query.opendata.Column.Type.DATE;
import static vn.hanoi.datahub.query.opendata.Column.Type.DECIMAL;
import static vn.hanoi.datahub.query.opendata.Column.Type.NUMBER;
import static vn.hanoi.datahub.query.opendata.Column.Type.TEXT;
import static vn.hanoi.datahub.query.opendata.Column.Type.TIME;
import static vn.hanoi.datahub.query.opendata.Column.Type.WHOLE;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.query.release.ReportReleases;
import vn.hanoi.datahub.values.ReportRelease;

/**
 * The dataset of a report: the values of the version that is released now, frozen as they were signed. Until a version
 * is released, open data have nothing of it.
 */
final class ReportDataset implements Dataset {

    /** Keeps the ids of reports apart from those of indicators and registers. */
    private static final String PREFIX = "report.";

    private static final int DIGITS_OF_A_YEAR = 4;

    private static final List<Column> COLUMNS = List.of(
            Column.of("version", WHOLE, "phiên bản của báo cáo", "version of the report"),
            Column.of("asOf", TIME, "số liệu đã công bố tại thời điểm này", "values as published at this moment"),
            Column.of("indicator", TEXT, "mã chỉ số", "the indicator's id"),
            Column.of("unit", TEXT, "đơn vị của value", "unit of value"),
            Column.of("area", TEXT, "mã đơn vị hành chính, có số 0 ở đầu", "code of the area, with leading zeros"),
            Column.of("areaSince", DATE, "ngày đầu có hiệu lực của đơn vị", "first day of the unit"),
            Column.of("areaName", TEXT, "tên đơn vị hành chính", "name of the area"),
            Column.of("period", TEXT, "kỳ báo cáo", "reporting period"),
            Column.of("start", TIME, "thời điểm đầu kỳ", "first moment of the period"),
            Column.of("end", TIME, "thời điểm ngay sau kỳ", "first moment after the period"),
            Column.of("value", NUMBER, "giá trị; trống khi chưa có số liệu", "the value; empty where there is none"),
            Column.of("numerator", DECIMAL, "tử số", "numerator"),
            Column.of("denominator", DECIMAL, "mẫu số", "denominator"),
            Column.of("events", WHOLE, "số sự kiện được tính", "events that count"),
            Column.of("target", NUMBER, "chỉ tiêu", "target"),
            Column.of("definitionVersion", WHOLE, "phiên bản của định nghĩa", "version of the definition"),
            Column.of("recordedAt", TIME, "thời điểm tính ra giá trị", "when the value was found"));

    private final JsonMapper json;
    private final ReportRelease release;
    private final ReportReleases releases;

    private ReportDataset(JsonMapper json, ReportRelease release, ReportReleases releases) {
        this.json = json;
        this.release = release;
        this.releases = releases;
    }

    /** Returns the dataset of each report that is released at a moment. */
    static Stream<Dataset> all(ReportReleases releases, JsonMapper json, Instant now) {
        return releases.allReleased(now).stream().map(release -> new ReportDataset(json, release, releases));
    }

    @Override
    public String id() {
        return PREFIX + release.getReport();
    }

    @Override
    public Text title() {
        return new Text(release.getTitleVi(), release.getTitleEn());
    }

    @Override
    public Text description() {
        String reason = release.getReason();
        return new Text(
                "Báo cáo đã phát hành, phiên bản " + release.getVersion()
                        + (reason == null ? "" : "; lý do đính chính: " + reason),
                "Released report, version " + release.getVersion()
                        + (reason == null ? "" : "; reason of the correction: " + reason));
    }

    @Override
    public String theme() {
        return "GOVE";
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public Stream<List<@Nullable Object>> rows() {
        return rows(release);
    }

    @Override
    public Optional<Stream<List<@Nullable Object>>> rows(LocalDate day) {
        Instant last = CityTime.startOf(day.plusDays(1)).minusNanos(1);
        ReportRelease then = releases.released(release.getReport(), last)
                .orElseThrow(() -> new NotFoundException(
                        id() + " was not released yet on " + day + "; its first day is " + firstDay()));
        return Optional.of(rows(then));
    }

    private LocalDate firstDay() {
        return releases.versions(release.getReport()).stream()
                .flatMap(version -> Optional.ofNullable(version.getReleaseAt()).stream())
                .min(Comparator.naturalOrder())
                .map(CityTime::dayOf)
                .orElseThrow();
    }

    private Stream<List<@Nullable Object>> rows(ReportRelease version) {
        JsonNode report = json.readTree(releases.content(version));
        return report.path("indicators")
                .valueStream()
                .flatMap(indicator ->
                        indicator.path("values").valueStream().map(value -> row(report, indicator, value)));
    }

    private static List<@Nullable Object> row(JsonNode report, JsonNode indicator, JsonNode value) {
        List<@Nullable Object> row = new ArrayList<>(COLUMNS.size());
        for (Column column : COLUMNS) {
            JsonNode from = switch (column.name()) {
                case "version", "asOf" -> report;
                case "indicator", "unit" -> indicator;
                default -> value;
            };
            row.add(cell(column.type(), from.path(column.name())));
        }
        return row;
    }

    private static @Nullable Object cell(Column.Type type, JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        return switch (type) {
            case TEXT -> node.asString();
            case WHOLE -> node.longValue();
            case NUMBER -> node.doubleValue();
            case DECIMAL -> node.decimalValue();
            case DATE -> LocalDate.parse(node.asString());
            case TIME ->
                OffsetDateTime.parse(node.asString())
                        .atZoneSameInstant(CityTime.ZONE)
                        .toOffsetDateTime();
            case BOOLEAN -> node.booleanValue();
        };
    }

    @Override
    public String state() {
        return release.getSha256();
    }

    @Override
    public Optional<Duration> changesEvery() {
        return Optional.empty();
    }

    /** Returns the year that its period begins with; the content is not unpacked for that. */
    @Override
    public Extent extent() {
        int year = Integer.parseInt(release.getPeriod().substring(0, DIGITS_OF_A_YEAR));
        return new Extent(Optional.ofNullable(release.getReleaseAt()), List.of(year));
    }
}
