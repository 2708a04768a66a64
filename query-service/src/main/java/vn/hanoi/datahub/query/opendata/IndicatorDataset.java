package vn.hanoi.datahub.query.opendata;

import static vn.hanoi.datahub.query.opendata.Column.Type.BOOLEAN;
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
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.plan.Goal;
import vn.hanoi.datahub.query.history.Released;
import vn.hanoi.datahub.query.history.Updates;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueStatus;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** The dataset of one indicator's values. */
final class IndicatorDataset implements Dataset {

    private static final List<Column> COLUMNS = List.of(
            Column.of("indicator", TEXT, "mã chỉ số", "the indicator's id"),
            Column.of("unit", TEXT, "đơn vị của value", "unit of value"),
            Column.of("area", TEXT, "mã đơn vị hành chính, có số 0 ở đầu", "code of the area, with leading zeros"),
            Column.of("areaName", TEXT, "tên đơn vị hành chính", "name of the area"),
            Column.of("level", TEXT, "cấp: city, district, commune", "tier: city, district, commune"),
            Column.of("period", TEXT, "kỳ: 2025, 2025-Q3, 2025-07, …", "period: 2025, 2025-Q3, 2025-07, …"),
            Column.of("start", TIME, "thời điểm đầu kỳ", "first moment of the period"),
            Column.of("end", TIME, "thời điểm ngay sau kỳ", "first moment after the period"),
            Column.of(
                    "dimension",
                    TEXT,
                    "chiều phân tổ; trống là tổng số",
                    "what it is broken down by; empty for totals"),
            Column.of("member", TEXT, "phần tử của chiều phân tổ", "the part of that breakdown"),
            Column.of(
                    "value", NUMBER, "giá trị; trống khi mẫu số bằng 0", "the value; empty where the denominator is 0"),
            Column.of("numerator", DECIMAL, "tử số", "numerator"),
            Column.of("denominator", DECIMAL, "mẫu số", "denominator"),
            Column.of("events", WHOLE, "số sự kiện được tính", "events that count"),
            Column.of(
                    "coverage",
                    NUMBER,
                    "tỷ lệ đơn vị đã báo cáo, từ 0 đến 1",
                    "share of those expected to report that did, 0 to 1"),
            Column.of(
                    "status",
                    TEXT,
                    "provisional (sơ bộ), final (chính thức), revised (đã đính chính), missing (không còn số liệu)",
                    "provisional, final, revised, or missing"),
            Column.of("target", NUMBER, "chỉ tiêu của năm và cấp đó", "target of that year and tier"),
            Column.of("definitionVersion", WHOLE, "phiên bản của định nghĩa", "version of the definition"),
            Column.of(
                    "revision",
                    WHOLE,
                    "lần công bố thứ mấy của giá trị này",
                    "how often this value has been published"),
            Column.of("recordedAt", TIME, "thời điểm tính ra giá trị", "when the value was found"),
            Column.of(
                    "suppressed",
                    BOOLEAN,
                    "true: số liệu nhỏ hơn 5, hoặc số liệu có thể làm lộ nó, được che",
                    "true: hidden, because it is a count of less than 5 or would give one away"),
            Column.of(
                    "areaSince",
                    DATE,
                    "ngày đầu có hiệu lực của đơn vị; một mã chỉ có nghĩa cùng với ngày này",
                    "first day of the unit; a code means something together with it only"),
            Column.of(
                    "granularity",
                    TEXT,
                    "loại kỳ: hour, day, month, quarter, year; một bảng có nhiều loại kỳ, không cộng chung",
                    "kind of period: hour, day, month, quarter, year; a table has several, which are not to be summed together"));

    private static final long STATUS_SECONDS = 600;

    private final IndicatorDefinition definition;
    private final Catalogue catalogue;
    private final Figures figures;
    private final Instant now;

    /** The source of its figures. */
    interface Figures {
        Stream<Released> now();

        Stream<Released> then(Instant moment);

        /** Returns a state that changes with the figures. */
        String state();

        Optional<Updates> updates();

        /** Returns an additional note for readers. */
        Text note();
    }

    IndicatorDataset(IndicatorDefinition definition, Catalogue catalogue, Figures figures, Instant now) {
        this.definition = definition;
        this.catalogue = catalogue;
        this.figures = figures;
        this.now = now;
    }

    @Override
    public String id() {
        return definition.id();
    }

    @Override
    public Text title() {
        return definition.name();
    }

    @Override
    public Text description() {
        Text formula = definition.meaning().formula();
        return new Text(
                formula.vi() + ". " + figures.note().vi(),
                formula.en() + ". " + figures.note().en());
    }

    @Override
    public String theme() {
        String id = definition.id();
        return switch (id.substring(0, id.indexOf('.'))) {
            case "de" -> "ECON";
            case "ds" -> "SOCI";
            case "da" -> "EDUC";
            case "air", "rain", "river" -> "ENVI";
            case "traffic" -> "TRAN";
            default -> "GOVE";
        };
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public Stream<List<@Nullable Object>> rows() {
        return figures.now().map(released -> row(released, now));
    }

    @Override
    public Optional<Stream<List<@Nullable Object>>> rows(LocalDate day) {
        Instant end = day.plusDays(1).atStartOfDay(CityTime.ZONE).toInstant();
        return Optional.of(figures.then(end).map(released -> row(released, end)));
    }

    private List<@Nullable Object> row(Released released, Instant at) {
        Value value = released.value();
        boolean hidden = released.hidden();
        Optional<Area> area = catalogue.areas().find(value.key().area());
        List<@Nullable Object> row = new ArrayList<>();
        row.add(definition.id());
        row.add(definition.unit());
        row.add(value.key().area().code());
        row.add(area.map(Area::fullName).orElse(null));
        row.add(area.map(unit -> unit.level().word()).orElse(null));
        row.add(value.key().period().text());
        row.add(inHanoi(value.key().period().startInstant()));
        row.add(inHanoi(value.key().period().endInstant()));
        row.add(value.key().dimension());
        row.add(value.key().member());
        row.add(hidden ? null : value.value());
        row.add(hidden ? null : value.numerator());
        row.add(hidden ? null : value.denominator());
        row.add(hidden ? null : value.events());
        row.add(hidden ? null : value.coverage());
        row.add(hidden ? null : ValueStatus.of(value, at).word());
        row.add(area.flatMap(
                        unit -> catalogue.goal(definition, unit, value.key().period(), at))
                .map(Goal::value)
                .orElse(null));
        row.add((long) value.key().version());
        row.add(hidden ? null : value.revision()); // the number of revisions would disclose a small count
        row.add(hidden ? null : inHanoi(value.recordedAt()));
        row.add(hidden);
        row.add(value.key().area().since());
        row.add(value.key().period().granularity().word());
        return row;
    }

    private static OffsetDateTime inHanoi(Instant instant) {
        return instant.atZone(CityTime.ZONE).toOffsetDateTime();
    }

    /**
     * Returns a state that also changes every ten minutes, because values become final merely by the passage of time.
     */
    @Override
    public String state() {
        return definition.version() + " " + now.getEpochSecond() / STATUS_SECONDS + " " + figures.state();
    }

    @Override
    public Optional<Duration> changesEvery() {
        return figures.updates().map(updates -> updates.every(now));
    }

    @Override
    public Extent extent() {
        Instant modified = Instant.MIN;
        SortedSet<Integer> years = new TreeSet<>();
        for (Released released : (Iterable<Released>) figures.now()::iterator) {
            modified = latest(modified, latest(released.at(), released.value().recordedAt()));
            years.add(released.value().key().period().start().getYear());
        }
        return years.isEmpty() ? Extent.UNKNOWN : new Extent(Optional.of(modified), List.copyOf(years));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
