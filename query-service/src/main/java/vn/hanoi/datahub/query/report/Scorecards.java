package vn.hanoi.datahub.query.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.domain.plan.Goal;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.query.form.AskedArea;
import vn.hanoi.datahub.query.form.ValueRow;
import vn.hanoi.datahub.query.form.ValueRows;
import vn.hanoi.datahub.query.form.ValuesQuery;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.AgencyQuality;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Composes scorecards of an area or an agency. */
record Scorecards(
        Catalogue catalogue,
        Definitions definitions,
        Readings published,
        ValueRows rows,
        AgencyQuality quality,
        CurrentBoundaries boundaries) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm");

    private static final List<String> COLUMNS = List.of(
            "Mã",
            "Chỉ số",
            "Đơn vị",
            "Giá trị",
            "Tử số",
            "Mẫu số",
            "Độ phủ",
            "Mục tiêu",
            "Đạt",
            "Trạng thái",
            "Công bố lúc");

    private static final List<String> FEED_COLUMNS = List.of(
            "Loại dữ liệu",
            "Chu kỳ",
            "Lần cuối",
            "Tình trạng",
            "Đúng hạn",
            "Đã nhận",
            "Trùng",
            "Được sửa",
            "Bị loại",
            "Bị từ chối");

    private static final Map<String, String> PILLARS = Map.of(
            "dg", "Chính quyền số",
            "de", "Kinh tế số",
            "ds", "Xã hội số",
            "da", "Số hóa và lưu trữ",
            "live", "Chỉ số trực tiếp");

    private static final Map<String, String> STATUSES = Map.of(
            "provisional", "sơ bộ",
            "final", "chính thức",
            "revised", "đã điều chỉnh",
            "estimated", "ước tính",
            "missing", "chưa có số liệu");

    private static final Map<String, String> STATES = Map.of(
            "on-time", "đúng hạn", "late", "chậm", "silent", "im lặng", "never", "chưa gửi", "overdue", "quá hạn");

    /**
     * What a report is about.
     *
     * @param asOf the values are those published at this moment; null for the current ones
     */
    record Asked(Period period, @Nullable Instant asOf, Instant now) {}

    Report area(String code, Asked asked) {
        if (!catalogue.areas().isKnown(code.replaceFirst("@.*", ""))) {
            throw new NotFoundException("there is no area '" + code + "'; /v1/areas lists them");
        }
        Area area = AskedArea.of(catalogue, code).unit(catalogue, asked.period());
        List<Report.Table> tables = tables(
                asked,
                definition -> definition.levels().contains(area.level())
                        ? value(ValueFilter.totals(definition, asked.period().granularity())
                                .in(area.code())
                                .within(area.id()::equals)
                                .at(asked.period())
                                .asOf(asked.asOf()))
                        : null);
        List<String> facts = facts(asked);
        facts.add("Mã đơn vị hành chính: " + area.code() + ", có hiệu lực từ " + DAY.format(area.validFrom()));
        return new Report("Bảng điểm: " + area.fullName(), facts, tables);
    }

    Report agency(String code, Asked asked) {
        AgencyQuality.Quality reported = quality.of(
                code,
                asked.period().start().toLocalDate(),
                asked.period().plus(1).start().toLocalDate());
        boolean isNow = !asked.now().isBefore(asked.period().startInstant())
                && asked.now().isBefore(asked.period().endInstant());
        List<Report.Table> tables = new ArrayList<>();
        tables.add(new Report.Table(
                "Tình hình gửi dữ liệu",
                FEED_COLUMNS,
                reported.feeds().stream()
                        .map(feed -> feedRow(feed, code, isNow))
                        .toList()));
        tables.addAll(tables(
                asked,
                definition -> value(
                        ValueFilter.totals(definition, asked.period().granularity())
                                .by(Slice.AGENCY)
                                .in(catalogue.areas().city().code())
                                .at(asked.period())
                                .asOf(asked.asOf()),
                        code)));
        List<String> facts = facts(asked);
        facts.add("Số lượt gửi tính theo ngày hệ thống nhận, trong kỳ báo cáo");
        return new Report("Bảng điểm: " + reported.name().vi(), facts, tables);
    }

    private static List<String> facts(Asked asked) {
        List<String> facts = new ArrayList<>();
        facts.add("Kỳ báo cáo: " + asked.period().text());
        Instant asOf = asked.asOf();
        if (asOf != null) {
            facts.add("Theo số liệu đã công bố đến " + text(asOf));
        }
        facts.add("Lập lúc " + text(asked.now()) + " (giờ Hà Nội)");
        return facts;
    }

    private static String text(Instant moment) {
        LocalDateTime time = CityTime.at(moment);
        return DAY_AND_TIME.format(time);
    }

    /** Finds the value of a definition; null if the report does not include that definition. */
    private interface Finder {
        @Nullable
        Optional<Value> find(IndicatorDefinition definition);
    }

    private List<Report.Table> tables(Asked asked, Finder finder) {
        List<Report.Table> tables = new ArrayList<>();
        for (String pillar : List.of("dg", "de", "ds", "da", "live")) {
            List<List<@Nullable Object>> lines = new ArrayList<>();
            for (IndicatorDefinition declared : definitions.indicators()) {
                Instant asOf = asked.asOf();
                IndicatorDefinition definition = asOf == null ? declared : definitions.inForceAt(declared, asOf);
                if (definition.pillar().equals(pillar)
                        && definition.periods().contains(asked.period().granularity())) {
                    Optional<Value> value = finder.find(definition);
                    if (value != null) {
                        lines.add(line(definition, value.orElse(null), asOf == null ? asked.now() : asOf));
                    }
                }
            }
            if (!lines.isEmpty()) {
                tables.add(new Report.Table(Objects.requireNonNull(PILLARS.get(pillar)), COLUMNS, lines));
            }
        }
        return tables;
    }

    private Optional<Value> value(ValueFilter wanted) {
        return published.list(wanted, 1).findFirst();
    }

    private @Nullable Optional<Value> value(ValueFilter wanted, String member) {
        Stream<Value> parts = published.list(wanted, ValuesQuery.MOST);
        // an agency also answers for those that it took over
        Stream<Value> own =
                catalogue.predecessors(member).isEmpty() ? parts : boundaries.rebased(wanted.definition(), parts);
        Optional<Value> value =
                own.filter(part -> part.key().member().equals(member)).findFirst();
        return value.isPresent() ? value : null;
    }

    private List<@Nullable Object> line(IndicatorDefinition definition, @Nullable Value value, Instant at) {
        if (value == null) {
            return Arrays.asList(
                    definition.id(),
                    definition.name().vi(),
                    definition.unit(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    STATUSES.get("missing"),
                    null);
        }
        ValueRow row = rows.of(definition, value, at);
        Goal goal = row.goal();
        Boolean met = row.met();
        return Arrays.asList(
                definition.id(),
                definition.name().vi(),
                definition.unit(),
                row.value(),
                row.numerator(),
                row.denominator(),
                row.coverage(),
                goal == null ? null : GoalCell.of(goal),
                met == null ? null : met ? "đạt" : "chưa đạt",
                STATUSES.get(row.status()),
                text(value.recordedAt()));
    }

    /** @param isNow whether the period is still running; the current state of a feed is shown only then */
    private static List<@Nullable Object> feedRow(AgencyQuality.FeedQuality feed, String code, boolean isNow) {
        Text name = feed.typeName();
        Duration cadence = feed.cadence();
        LocalDate lastDay = feed.lastDay();
        String state = feed.standing().state();
        return Arrays.asList(
                (name == null ? feed.type() : name.vi())
                        + (feed.agency().equals(code) ? "" : " (" + feed.agency() + ")"),
                cadence == null ? null : words(cadence),
                lastDay == null ? null : DAY.format(lastDay),
                !isNow || state == null ? null : STATES.get(state),
                feed.freshness(),
                feed.accepted(),
                feed.duplicate(),
                feed.corrected(),
                feed.rejected(),
                feed.refused().values().stream().mapToLong(count -> count).sum());
    }

    private static String words(Duration cadence) {
        return cadence.toDays() > 0 && cadence.equals(Duration.ofDays(cadence.toDays()))
                ? cadence.toDays() + " ngày"
                : cadence.toHours() > 0 && cadence.equals(Duration.ofHours(cadence.toHours()))
                        ? cadence.toHours() + " giờ"
                        : cadence.toMinutes() + " phút";
    }
}
