package vn.hanoi.datahub.query.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** How a question for values is read, and which questions have no answer. */
class ValuesQueryTest {

    private static final Catalogue CATALOGUE = Shipped.CATALOGUE;
    private static final Definitions DEFINITIONS = new Definitions(CATALOGUE);
    private static final Instant NOW = Instant.parse("2026-04-03T02:00:00Z");

    /** A question as it stands in a query string. */
    private static ValuesRequest request(String parameters) {
        Map<String, String> named = new HashMap<>();
        for (String parameter : parameters.isEmpty() ? new String[0] : parameters.split("&")) {
            int sign = parameter.indexOf('=');
            named.put(parameter.substring(0, sign), parameter.substring(sign + 1));
        }
        return new ValuesRequest(
                named.get("area"),
                named.get("level"),
                named.get("period"),
                named.get("from"),
                named.get("to"),
                named.get("by"),
                named.get("asOf"),
                named.get("boundaries"),
                named.containsKey("definitionVersion") ? Integer.valueOf(named.get("definitionVersion")) : null,
                named.containsKey("offset") ? Integer.valueOf(named.get("offset")) : null,
                named.get("regime"));
    }

    /** As the controller reads it. */
    private static ValuesQuery query(String indicator, String parameters) {
        ValuesRequest request = request(parameters);
        IndicatorDefinition definition = ValuesQuery.definition(DEFINITIONS, indicator, request.definitionVersion());
        Instant asOf = request.asOf() == null ? null : ValuesQuery.asOf(request.asOf(), NOW);
        return ValuesQuery.of(CATALOGUE, definition, request.checked(), asOf, false);
    }

    @ParameterizedTest(name = "{0}?{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "dg.tthc_on_time | area=00166@2008-08-02 | no unit with the code 00166 began on '2008-08-02'; they began on [2008-08-01, 2025-07-01]",
                "dg.tthc_on_time | area=00166@ | no unit with the code 00166 began on ''; they began on [2008-08-01, 2025-07-01]",
                "dg.tthc_on_time | area=77777@2025-07-01 | there is no area '77777'; /v1/areas lists them",
                "dg.tthc_on_time | area=77777 | there is no area '77777'; /v1/areas lists them",
                "dg.tthc_on_time | period=hour | dg.tthc_on_time has no period 'hour'; it has day, month, quarter, year; composed of these: week, half-year, nine-months, year-to-date, range",
                "ds.fibre_households | period=day | ds.fibre_households has no period 'day'; it has month, quarter, year; composed of these: half-year, nine-months, range",
                "dg.users_unified_identity | period=day | dg.users_unified_identity has no period 'day'; it has month, quarter, year",
                "dg.tthc_on_time | period=week | dg.tthc_on_time has no period 'week'; it has day, month, quarter, year; composed of these: week, half-year, nine-months, year-to-date, range",
                "dg.tthc_on_time | period=month&from=2025-10&to=2025-09 | from is a moment before to, not 2025-10 and 2025-09; a period that begins at to is no longer included",
                "dg.tthc_on_time | period=month&from=2025-09&to=2025-09 | from is a moment before to, not 2025-09 and 2025-09; a period that begins at to is no longer included",
                "dg.tthc_on_time | level=street | level is city, district or commune, not 'street'",
                "dg.tthc_on_time | from=yesterday | from is a day such as 2025-12-31, a period, or a timestamp with offset, in the years 1900 to 2999, not 'yesterday'",
                "dg.tthc_on_time | from=2025-02-30 | from is a day such as 2025-12-31, a period, or a timestamp with offset, in the years 1900 to 2999, not '2025-02-30'",
                "dg.tthc_on_time | from=2025-07-01T00:00:00 | from is a day such as 2025-12-31, a period, or a timestamp with offset, in the years 1900 to 2999, not '2025-07-01T00:00:00'",
                "air.pm25_mean | from=-999999999-01-01T00:00:00Z | from is a day such as 2025-12-31, a period, or a timestamp with offset, in the years 1900 to 2999, not '-999999999-01-01T00:00:00Z'",
                "air.pm25_mean | to=+999999999-01-01T00:00:00Z | to is a day such as 2025-12-31, a period, or a timestamp with offset, in the years 1900 to 2999, not '+999999999-01-01T00:00:00Z'",
                "dg.tthc_on_time | asOf=then | asOf is a day such as 2025-12-31, a period, or a timestamp with offset, in the years 1900 to 2999, not 'then'",
                "dg.tthc_on_time | asOf=-999999999-01-01T00:00:00Z | asOf is a day such as 2025-12-31, a period, or a timestamp with offset, in the years 1900 to 2999, not '-999999999-01-01T00:00:00Z'",
                "dg.tthc_on_time | asOf=2099-01-01 | asOf is in the future, and what will be published then is not known",
                "dg.tthc_on_time | asOf=2026-04-03T02:00:00.001Z | asOf is in the future, and what will be published then is not known",
                "dg.tthc_on_time | asOf=2026-01-01&definitionVersion=2 | asOf says which version spoke then; leave definitionVersion out",
                "dg.tthc_on_time | asOf=2026-01-01&definitionVersion=1 | dg.tthc_on_time has no values of definition version 1; it has those of [2]",
                "dg.tthc_on_time | definitionVersion=9 | dg.tthc_on_time has no values of definition version 9; it has those of [2]",
                "dg.tthc_on_time | boundaries=old | boundaries is 'reported' or 'current', not 'old'",
                "dg.tthc_on_time | offset=-1 | offset is 0 or more",
                "dg.tthc_on_time | offset=500001 | offset is at most 500000: name an area or level, or a shorter time by from and to; whole indicators are open data"
            })
    void refusesAQuestionWithoutAnAnswer(String indicator, String parameters, String why) {
        assertThatThrownBy(() -> query(indicator, parameters))
                .isInstanceOf(BadRequestException.class)
                .hasMessage(why);
    }

    @Test
    void saysWhatAnIndicatorIsBrokenDownBy() {
        assertThatThrownBy(() -> query("dg.tthc_on_time", "by=colour"))
                .isInstanceOf(BadRequestException.class)
                .hasMessageStartingWith("dg.tthc_on_time is not broken down by 'colour'; it is by agency");
        assertThat(query("dg.tthc_on_time", "by=agency").dimension()).isEqualTo("agency");
        assertThat(query("dg.tthc_on_time", "").dimension()).isEmpty();
    }

    /** The hub's own book-keeping is an indicator to nobody. */
    @ParameterizedTest
    @CsvSource({"none", "hub.outcomes", "''"})
    void doesNotKnowAnIndicatorThatThereIsNot(String indicator) {
        assertThat(CATALOGUE.findDefinition("hub.outcomes")).isPresent();
        assertThatThrownBy(() -> query(indicator, "")).isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2025, 2025-01-01T00:00",
        "2025-Q3, 2025-07-01T00:00",
        "2025-07, 2025-07-01T00:00",
        "2025-07-15, 2025-07-15T00:00",
        "2025-07-15T09, 2025-07-15T09:00",
        "2025-07-15T09:30:00+07:00, 2025-07-15T09:30",
        "2025-07-15T09:30:00 07:00, 2025-07-15T09:30",
        "2025-07-15T02:30:00Z, 2025-07-15T09:30"
    })
    void readsATimeInTheCitysClock_howeverItIsWritten(String written, LocalDateTime time) {
        assertThat(query("dg.tthc_on_time", "from=" + written).from()).isEqualTo(time);
        assertThat(query("dg.tthc_on_time", "to=" + written).to()).isEqualTo(time);
    }

    @ParameterizedTest(name = "area {0}, level {1}")
    @CsvSource({", , 01, ", "00004, , 00004, ", ", commune, , COMMUNE", "01, commune, 01, COMMUNE"})
    void asksForTheCity_whereNeitherAreaNorLevelIsNamed(
            String area, String level, String askedArea, AreaLevel askedLevel) {
        ValuesQuery query = query(
                "dg.tthc_on_time",
                (area == null ? "" : "area=" + area)
                        + (area == null || level == null ? "" : "&")
                        + (level == null ? "" : "level=" + level));

        assertThat(query.area() == null ? null : query.area().code()).isEqualTo(askedArea);
        assertThat(query.level()).isEqualTo(askedLevel);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "dg.tthc_on_time, , YEAR",
        "dg.tthc_on_time, month, MONTH",
        "air.pm25_mean, , HOUR",
        "air.vn_aqi_daily, , DAY"
    })
    void readsAnIndicatorByTheYear_andALiveOneByItsFinest(String indicator, String period, Granularity granularity) {
        assertThat(query(indicator, period == null ? "" : "period=" + period).granularity())
                .isEqualTo(granularity);
    }

    @Test
    void takesTheValuesAsTheyAre_whereNothingElseIsAsked() {
        ValuesQuery query = query("dg.tthc_on_time", "");

        assertThat(query.asOf()).isNull();
        assertThat(query.inCurrentBoundaries()).isFalse();
        assertThat(query.from()).isEqualTo(LocalDateTime.of(1, 1, 1, 0, 0));
        assertThat(query("dg.tthc_on_time", "asOf=2026-04-03T09:00:00+07:00").asOf())
                .isEqualTo(NOW);
        assertThat(query("dg.tthc_on_time", "boundaries=current").inCurrentBoundaries())
                .isTrue();
    }
}
