package vn.hanoi.datahub.query.score;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.domain.score.CompositeIndex;
import vn.hanoi.datahub.domain.score.CompositeIndex.Criterion;
import vn.hanoi.datahub.domain.score.CompositeIndex.Series;
import vn.hanoi.datahub.domain.score.Scale;
import vn.hanoi.datahub.domain.score.Score;
import vn.hanoi.datahub.edge.net.PublicUrl;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Serves composite indices: totals and ranks of all units, and how the points of one came about. */
@RestController
@Tag(name = "indices")
class IndicesController {

    private final Catalogue catalogue;
    private final Scores scores;
    private final PublicUrl url;
    private final InstantSource clock;

    public IndicesController(
            Catalogue catalogue,
            Definitions definitions,
            Readings published,
            CurrentBoundaries boundaries,
            PublicUrl url,
            InstantSource clock) {
        this.url = url;
        this.catalogue = catalogue;
        this.scores = new Scores(definitions, published, boundaries);
        this.clock = clock;
    }

    record IndexList(List<IndexView> indices) {}

    /**
     * A composite index.
     *
     * @param about where the index comes from, and what is not confirmed
     * @param units {@code communes} or {@code agencies}
     * @param full the full score, without bonus
     */
    record IndexView(
            String id,
            Text name,
            Text about,
            String units,
            BigDecimal full,
            List<IndexGroup> groups,
            List<IndexCriterion> criteria) {}

    record IndexGroup(String id, Text name) {}

    /**
     * A criterion.
     *
     * @param kind {@code regular}, {@code bonus} or {@code penalty}
     * @param max the most points that it gives, or takes
     * @param indicator indicator whose value is scored; null if points are only reported
     * @param reported indicator with reported points; null if none are reported
     * @param scale how a value becomes points
     */
    record IndexCriterion(
            String id,
            Text name,
            String group,
            String kind,
            BigDecimal max,
            @Nullable String indicator,
            @Nullable String reported,
            Text scale) {}

    /**
     * Totals and ranks of all units in a year.
     *
     * @param series the series that is ranked: {@code self}, {@code appraised} or {@code decided}
     */
    record IndexRanking(String index, String period, String series, List<IndexUnit> units) {}

    /**
     * A unit with its rank.
     *
     * @param rank from 1; units with equal totals share a rank, and the ranks after it are skipped; null if no
     *     criterion has points in the ranked series
     * @param unit code of the area or agency
     * @param areaSince first day of the area; null for an agency
     * @param totals total by series: exact points, added up and then rounded to two decimals
     * @param known number of criteria that have points in the ranked series
     * @param groups points by group in the ranked series
     */
    record IndexUnit(
            @Nullable Integer rank,
            String unit,
            @Nullable LocalDate areaSince,
            Text name,
            Map<String, BigDecimal> totals,
            int known,
            Map<String, BigDecimal> groups) {}

    /**
     * How the points of a unit came about.
     *
     * @param areaSince first day of the area; null for an agency
     * @param totals total by series
     */
    record IndexExplanation(
            String index,
            String period,
            String unit,
            @Nullable LocalDate areaSince,
            Text name,
            Map<String, BigDecimal> totals,
            List<ScoredCriterion> criteria) {}

    /**
     * A criterion with its points.
     *
     * @param value value of the indicator; null if there is none
     * @param points points by series, rounded to two decimals; a series without points is absent
     * @param explain address of the explanation of the value; null if no indicator is scored
     */
    record ScoredCriterion(
            IndexCriterion criterion,
            @Nullable Double value,
            Map<String, BigDecimal> points,
            @Nullable String explain) {}

    /** Returns all composite indices with their criteria. */
    @Operation(operationId = "listIndices", summary = "Composite indices: criteria, points, scales")
    @GetMapping("/v1/indices")
    IndexList list() {
        return new IndexList(catalogue.indices().values().stream()
                .map(IndicesController::view)
                .toList());
    }

    /** Returns totals and ranks of all units in a year. */
    @Operation(operationId = "getIndex", summary = "Totals and ranks of all units of an index in a year")
    @GetMapping("/v1/indices/{id}")
    IndexRanking ranking(
            @PathVariable String id,
            @Parameter(description = "year; the current one by default") @RequestParam(required = false) @Nullable
                    String period,
            @RequestParam(required = false) @Nullable String series) {
        CompositeIndex index = index(id);
        Period year = year(period);
        Series ranked = series == null
                ? Series.DECIDED
                : Worded.find(Series.class, series)
                        .orElseThrow(() ->
                                new BadRequestException("series is self, appraised or decided, not '" + series + "'"));
        Map<String, Text> names = units(index, year);
        return new IndexRanking(
                index.id(),
                year.text(),
                ranked.word(),
                Score.ranked(scores.of(index, List.copyOf(names.keySet()), year), ranked).stream()
                        .map(one -> new IndexUnit(
                                one.rank(),
                                code(one.score().unit()),
                                since(index, one.score().unit()),
                                Objects.requireNonNull(names.get(one.score().unit())),
                                totals(one.score()),
                                one.score().known(ranked),
                                groups(index, one.score(), ranked)))
                        .toList());
    }

    /** Returns the points of one unit by criterion, with the values that they were given for. */
    @Operation(operationId = "explainIndex", summary = "How the points of one unit of an index came about")
    @GetMapping("/v1/indices/{id}/explain")
    IndexExplanation explain(
            @PathVariable String id,
            @Parameter(
                            description =
                                    "code of the area, alone or with its first day (00166@2025-07-01), or of the agency")
                    @RequestParam
                    String unit,
            @Parameter(description = "year; the current one by default") @RequestParam(required = false) @Nullable
                    String period,
            HttpServletRequest request) {
        CompositeIndex index = index(id);
        Period year = year(period);
        Map<String, Text> names = units(index, year);
        String known = names.keySet().stream()
                .filter(one -> one.equals(unit) || code(one).equals(unit))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("'" + unit + "' is not scored by " + id + " in " + year.text()
                        + "; /v1/indices/" + id + " lists who is"));
        Score score = scores.of(index, List.of(known), year).get(0);
        return new IndexExplanation(
                index.id(),
                year.text(),
                code(known),
                since(index, known),
                Objects.requireNonNull(names.get(known)),
                totals(score),
                score.criteria().stream()
                        .map(scored -> new ScoredCriterion(
                                view(scored.criterion()),
                                scored.value(),
                                words(scored.points()),
                                explained(index, scored, known, year)
                                        .map(path -> url.link(path, request))
                                        .orElse(null)))
                        .toList());
    }

    private static Optional<String> explained(CompositeIndex index, Score.Scored scored, String unit, Period year) {
        String indicator = scored.criterion().source().indicator();
        return indicator == null || scored.value() == null
                ? Optional.empty()
                : Optional.of("/v1/indicators/" + indicator + "/explain?area="
                        + (index.isOfCommunes() ? unit : AreaRegister.CITY) + "&period=" + year.text());
    }

    private CompositeIndex index(String id) {
        CompositeIndex index = catalogue.indices().get(id);
        if (index == null) {
            throw new NotFoundException("there is no index '" + id + "'; /v1/indices lists them");
        }
        return index;
    }

    private Period year(@Nullable String period) {
        return period == null
                ? Period.containing(clock.instant(), Granularity.YEAR)
                : Period.find(period)
                        .filter(one -> one.granularity() == Granularity.YEAR)
                        .orElseThrow(
                                () -> new BadRequestException("period is a year such as 2026, not '" + period + "'"));
    }

    /** Returns the scored units and their names: agencies by code, communes by id. */
    private Map<String, Text> units(CompositeIndex index, Period year) {
        LocalDate last = year.last(Granularity.DAY).start().toLocalDate();
        Map<String, Text> units = new LinkedHashMap<>();
        if (index.isOfCommunes()) {
            for (Area area : catalogue.areas().list(last, AreaLevel.COMMUNE)) {
                units.put(area.id().toString(), new Text(area.fullName(), area.fullName()));
            }
        } else {
            index.agencies().stream()
                    .flatMap(code -> catalogue.findAgency(code).stream())
                    .filter(agency -> agency.isInForce(last))
                    .forEach(agency -> units.put(agency.code(), agency.name(last)));
        }
        return units;
    }

    /** Returns the code of a unit: that of an area without its first day. */
    private static String code(String unit) {
        int at = unit.indexOf('@');
        return at < 0 ? unit : unit.substring(0, at);
    }

    private static @Nullable LocalDate since(CompositeIndex index, String unit) {
        return index.isOfCommunes() ? AreaId.parse(unit).since() : null;
    }

    private static Map<String, BigDecimal> totals(Score score) {
        Map<String, BigDecimal> totals = new LinkedHashMap<>();
        for (Series series : Series.values()) {
            totals.put(series.word(), score.total(series));
        }
        return totals;
    }

    private static Map<String, BigDecimal> groups(CompositeIndex index, Score score, Series series) {
        Map<String, BigDecimal> groups = new LinkedHashMap<>();
        index.groups()
                .forEach(group -> groups.put(
                        group.id(),
                        new Score(
                                        score.unit(),
                                        score.criteria().stream()
                                                .filter(scored -> scored.criterion()
                                                        .group()
                                                        .equals(group.id()))
                                                .toList())
                                .total(series)));
        return groups;
    }

    private static Map<String, BigDecimal> words(Map<Series, BigDecimal> points) {
        Map<String, BigDecimal> words = new LinkedHashMap<>();
        points.forEach((series, number) -> words.put(series.word(), Score.shown(number)));
        return words;
    }

    private static IndexView view(CompositeIndex index) {
        return new IndexView(
                index.id(),
                index.name(),
                index.about(),
                index.isOfCommunes() ? "communes" : "agencies",
                index.full(),
                index.groups().stream()
                        .map(group -> new IndexGroup(group.id(), group.name()))
                        .toList(),
                index.criteria().stream().map(IndicesController::view).toList());
    }

    private static IndexCriterion view(Criterion criterion) {
        return new IndexCriterion(
                criterion.id(),
                criterion.name(),
                criterion.group(),
                criterion.kind().word(),
                criterion.max(),
                criterion.source().indicator(),
                criterion.source().reported(),
                scale(criterion));
    }

    private static Text scale(Criterion criterion) {
        Scale scale = criterion.source().scale();
        if (scale instanceof Scale.Table table) {
            return new Text(
                    "từ "
                            + table.steps().stream()
                                    .map(step -> plain(step.from()) + ": " + step.points() + " điểm")
                                    .collect(Collectors.joining("; từ ")),
                    "from "
                            + table.steps().stream()
                                    .map(step -> plain(step.from()) + ": " + step.points() + " points")
                                    .collect(Collectors.joining("; from ")));
        }
        if (scale instanceof Scale.Linear line) {
            return new Text(
                    "tỷ lệ thuận từ " + plain(line.zero()) + " (0 điểm) đến " + plain(line.full()) + " (điểm tối đa)",
                    "in proportion from " + plain(line.zero()) + " (0 points) to " + plain(line.full())
                            + " (all points)");
        }
        return new Text("điểm được báo cáo", "points as reported");
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
