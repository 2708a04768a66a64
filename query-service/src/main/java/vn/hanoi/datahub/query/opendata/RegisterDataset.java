package vn.hanoi.datahub.query.opendata;

import static vn.hanoi.datahub.query.opendata.Column.Type.BOOLEAN;
import static vn.hanoi.datahub.query.opendata.Column.Type.DATE;
import static vn.hanoi.datahub.query.opendata.Column.Type.NUMBER;
import static vn.hanoi.datahub.query.opendata.Column.Type.TEXT;
import static vn.hanoi.datahub.query.opendata.Column.Type.WHOLE;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaFacts;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.plan.Plans;
import vn.hanoi.datahub.query.form.AskedArea;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * A register of the catalogue, which explains the codes and ids in the other datasets. Its rows carry their own
 * validity, so it keeps no snapshots.
 */
record RegisterDataset(
        String id, Text title, Text description, List<Column> columns, Supplier<Stream<List<@Nullable Object>>> content)
        implements Dataset {

    /** @param clock the day on which agencies report for the unit that has their area's code */
    static List<Dataset> all(Catalogue catalogue, Definitions definitions, InstantSource clock) {
        return List.of(areas(catalogue), indicators(definitions, catalogue.plans()), agencies(catalogue, clock));
    }

    private static Dataset areas(Catalogue catalogue) {
        return new RegisterDataset(
                "areas",
                new Text("Danh mục đơn vị hành chính", "Register of areas"),
                new Text(
                        "Thành phố, quận huyện (đến 30/6/2025) và xã phường qua các thời kỳ; một mã chỉ có nghĩa cùng với ngày",
                        "The city, its districts (until 30 June 2025) and communes over time; a code means something together with a date only"),
                List.of(
                        Column.of("code", TEXT, "mã, có số 0 ở đầu", "code, with leading zeros"),
                        Column.of("level", TEXT, "cấp: city, district, commune", "tier: city, district, commune"),
                        Column.of("name", TEXT, "tên", "name"),
                        Column.of("fullName", TEXT, "tên kèm loại", "name with its kind"),
                        Column.of("kind", TEXT, "loại", "kind"),
                        Column.of("parent", TEXT, "mã đơn vị cấp trên", "code of the unit above"),
                        Column.of("validFrom", DATE, "ngày đầu có hiệu lực", "first day in force"),
                        Column.of(
                                "validTo",
                                DATE,
                                "ngày cuối có hiệu lực; trống là còn hiệu lực",
                                "last day in force; empty while it is"),
                        Column.of("population", WHOLE, "dân số (7/2025)", "inhabitants (July 2025)"),
                        Column.of("squareKilometres", NUMBER, "diện tích, km²", "area, km²"),
                        Column.of("longitude", NUMBER, "kinh độ, WGS 84", "longitude, WGS 84"),
                        Column.of("latitude", NUMBER, "vĩ độ, WGS 84", "latitude, WGS 84")),
                () -> catalogue.areas().all().stream().map(RegisterDataset::row));
    }

    private static List<@Nullable Object> row(Area area) {
        AreaFacts facts = area.facts();
        return Arrays.asList(
                area.code(),
                area.level().word(),
                area.name(),
                area.fullName(),
                area.kind(),
                area.parent(),
                area.validFrom(),
                area.validTo(),
                facts == null ? null : (Long) (long) facts.population(),
                facts == null ? null : (Double) facts.squareKilometres(),
                facts == null ? null : (Double) facts.longitude(),
                facts == null ? null : (Double) facts.latitude());
    }

    private static Dataset indicators(Definitions definitions, Plans plans) {
        return new RegisterDataset(
                "indicators",
                new Text("Danh mục chỉ số", "Register of indicators"),
                new Text(
                        "Các chỉ số của Kế hoạch và chỉ số trực tiếp: cách tính, căn cứ, chỉ tiêu cấp thành phố",
                        "The plan's indicators and the live ones: method, legal basis, the city's targets"),
                List.of(
                        Column.of("id", TEXT, "mã chỉ số", "id"),
                        Column.of("version", WHOLE, "phiên bản định nghĩa", "version of the definition"),
                        Column.of(
                                "pillar", TEXT, "nhóm: dg, de, ds, da, live, hub", "pillar: dg, de, ds, da, live, hub"),
                        Column.of("nameVi", TEXT, "tên tiếng Việt", "name in Vietnamese"),
                        Column.of("nameEn", TEXT, "tên tiếng Anh", "name in English"),
                        Column.of("formulaVi", TEXT, "cách tính, tiếng Việt", "formula in Vietnamese"),
                        Column.of("formulaEn", TEXT, "cách tính, tiếng Anh", "formula in English"),
                        Column.of("basis", TEXT, "căn cứ, tiếng Anh", "legal basis in English"),
                        Column.of("unit", TEXT, "đơn vị", "unit"),
                        Column.of(
                                "direction",
                                TEXT,
                                "up: càng cao càng tốt; down: ngược lại",
                                "whether up or down is better"),
                        Column.of("periods", TEXT, "các loại kỳ", "periods"),
                        Column.of("levels", TEXT, "các cấp", "tiers"),
                        Column.of("cadence", TEXT, "nhịp báo cáo, ISO 8601", "cadence of reports, ISO 8601"),
                        Column.of("target2025", NUMBER, "chỉ tiêu năm 2025", "target for 2025"),
                        Column.of("target2030", NUMBER, "chỉ tiêu năm 2030", "target for 2030"),
                        Column.of("open", BOOLEAN, "có tập dữ liệu mở riêng", "whether it has a dataset of its own"),
                        Column.of("basisVi", TEXT, "căn cứ, tiếng Việt", "legal basis in Vietnamese")),
                () -> definitions.indicators().stream().map(definition -> row(definition, plans)));
    }

    private static List<@Nullable Object> row(IndicatorDefinition definition, Plans plans) {
        return Arrays.asList(
                definition.id(),
                (long) definition.version(),
                definition.pillar(),
                definition.name().vi(),
                definition.name().en(),
                definition.meaning().formula().vi(),
                definition.meaning().formula().en(),
                definition.meaning().basis().en(),
                definition.unit(),
                definition.publication().direction().word(),
                String.join(
                        " ",
                        definition.periods().stream().map(Granularity::word).toList()),
                String.join(
                        " ", definition.levels().stream().map(AreaLevel::word).toList()),
                definition.frame().reporting().cadence(),
                target(definition, plans, 2025),
                target(definition, plans, 2030),
                definition.publication().open(),
                definition.meaning().basis().vi());
    }

    /** Returns the city's target for a year, as set by the plans in force in that year. */
    private static @Nullable Double target(IndicatorDefinition definition, Plans plans, int year) {
        return plans.binding(definition.id(), LocalDate.of(year, 12, 31)).stream()
                .map(Plans.Place::target)
                .filter(target -> target.scope().level() == AreaLevel.CITY
                        && target.by().text().equals(Integer.toString(year))
                        && target.goal().isComparable())
                .findFirst()
                .map(target -> target.goal().value())
                .orElse(null);
    }

    private static Dataset agencies(Catalogue catalogue, InstantSource clock) {
        return new RegisterDataset(
                "agencies",
                new Text("Danh mục cơ quan báo cáo", "Register of agencies"),
                new Text("Cơ quan gửi dữ liệu và loại sự kiện của từng cơ quan", "Who reports, and which event types"),
                List.of(
                        Column.of("code", TEXT, "mã định danh", "code"),
                        Column.of("nameVi", TEXT, "tên tiếng Việt", "name in Vietnamese"),
                        Column.of("nameEn", TEXT, "tên tiếng Anh", "name in English"),
                        Column.of("area", TEXT, "mã đơn vị hành chính phụ trách", "code of the area it reports for"),
                        Column.of("types", TEXT, "các loại sự kiện", "event types"),
                        Column.of(
                                "areaSince",
                                DATE,
                                "ngày đầu có hiệu lực của đơn vị đang mang mã đó",
                                "first day of the unit that has the code now")),
                () -> catalogue.agencies().stream()
                        .map(agency ->
                                row(agency, AskedArea.unitOf(agency, catalogue, CityTime.dayOf(clock.instant())))));
    }

    private static List<@Nullable Object> row(Agency agency, @Nullable Area area) {
        return Arrays.asList(
                agency.code(),
                agency.name().vi(),
                agency.name().en(),
                agency.area(),
                String.join(" ", new TreeSet<>(agency.types())),
                area == null ? null : area.validFrom());
    }

    @Override
    public String theme() {
        return "GOVE";
    }

    @Override
    public Stream<List<@Nullable Object>> rows() {
        return content.get();
    }

    @Override
    public Optional<Stream<List<@Nullable Object>>> rows(LocalDate day) {
        return Optional.empty();
    }

    @Override
    public String state() {
        return Integer.toString(content.get().toList().hashCode());
    }

    @Override
    public Optional<Duration> changesEvery() {
        return Optional.empty();
    }

    @Override
    public Extent extent() {
        return Extent.UNKNOWN;
    }
}
