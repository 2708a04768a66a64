package vn.hanoi.datahub.query.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.alerts.AlertStatus;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.feed.LiveUpdate;
import vn.hanoi.datahub.query.history.PublishedValues;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.release.DisclosedValues;
import vn.hanoi.datahub.query.view.Alerts;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Which news a live reader or a webhook gets: the totals and alerts it asked for. */
class UpdateFilterTest {

    private static final Catalogue CATALOGUE = Shipped.CATALOGUE;

    private static LiveUpdate value(String indicator, String area, String dimension) {
        AreaId id = CATALOGUE.areas().findLatest(area).orElseThrow().id();
        return new LiveUpdate.OfValue(
                new Value(
                        new ValueKey(indicator, 1, dimension, id, dimension.isEmpty() ? "" : "x", Period.parse("2025")),
                        1.0,
                        null,
                        null,
                        1,
                        null,
                        1,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        false),
                null);
    }

    private static LiveUpdate alert(String indicator, String area) {
        return new LiveUpdate.OfAlert(new Alerts.Known(
                Alert.newBuilder()
                        .setId("a-1")
                        .setRule("r")
                        .setTitleVi("")
                        .setTitleEn("")
                        .setSeverity("minor")
                        .setStatus(AlertStatus.OPEN)
                        .setIndicator(indicator)
                        .setArea(area)
                        .setQuantity(1)
                        .setThreshold(1)
                        .setOpenedAt(Instant.EPOCH)
                        .setChangedAt(Instant.EPOCH)
                        .build(),
                null));
    }

    @ParameterizedTest(name = "{0} {1} {2}: value {3}, alert {4}")
    @CsvSource({
        ", , , true, true",
        "air.pm25_mean, , , true, true",
        "dg.tthc_on_time, , , false, false",
        ", 00004, , true, true",
        ", 01, , false, false",
        ", , commune, true, true",
        ", , city, false, false",
        ", , district, false, false",
        "air.pm25_mean, 00004, commune, true, true",
        "air.pm25_mean, 00004, city, false, false"
    })
    void wantsWhatMatchesAllThatItNames(String indicator, String area, String level, boolean value, boolean alert) {
        UpdateFilter wanted = UpdateFilter.of(CATALOGUE, indicator, area, level);

        assertThat(wanted.test(value("air.pm25_mean", "00004", ""))).isEqualTo(value);
        assertThat(wanted.test(alert("air.pm25_mean", "00004"))).isEqualTo(alert);
    }

    /** Parts would be a hundred times as many, and each total comes with them. */
    @Test
    void wantsTotalsOnly() {
        assertThat(UpdateFilter.of(CATALOGUE, null, null, null).test(value("air.pm25_mean", "00004", "station")))
                .isFalse();
    }

    /** An alert of an agency is of no indicator and no area: only who wants everything is told. */
    @Test
    void anAlertWithoutAnAreaIsForThoseWhoWantAll() {
        assertThat(UpdateFilter.of(CATALOGUE, null, null, null).test(alert(null, null)))
                .isTrue();
        assertThat(UpdateFilter.of(CATALOGUE, null, "01", null).test(alert(null, null)))
                .isFalse();
        assertThat(UpdateFilter.of(CATALOGUE, null, null, "city").test(alert(null, null)))
                .isFalse();
        assertThat(UpdateFilter.of(CATALOGUE, "air.pm25_mean", null, null).test(alert(null, null)))
                .isFalse();
    }

    /** What counts people changes from moment to moment: a stranger who follows could subtract. */
    @Test
    void aStrangerFollowsNothingThatCountsPeople() {
        Readings toStrangers = new DisclosedValues(
                new PublishedValues(null, null, id -> 0, () -> true, null, null), null, () -> false, null);
        Predicate<LiveUpdate> whole = UpdateFilter.ofWhole(CATALOGUE, toStrangers);

        assertThat(whole.test(value("air.pm25_mean", "00004", ""))).isTrue();
        assertThat(whole.test(alert("air.pm25_mean", "00004"))).isTrue();
        assertThat(whole.test(alert(null, null))).isTrue();
        assertThat(whole.test(value("dg.tthc_on_time", "00004", ""))).isFalse();
        assertThat(whole.test(alert("dg.tthc_on_time", "00004"))).isFalse();
        assertThat(whole.test(value("hub.outcomes", "01", "")))
                .as("what is not open")
                .isFalse();
    }

    @Test
    void refusesWhatThereIsNot() {
        assertThatThrownBy(() -> UpdateFilter.of(CATALOGUE, "none", null, null))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("there is no indicator 'none'; /v1/indicators lists them");
        assertThatThrownBy(() -> UpdateFilter.of(CATALOGUE, null, "77777", null))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("there is no area '77777'; /v1/areas lists them");
        assertThatThrownBy(() -> UpdateFilter.of(CATALOGUE, null, null, "street"))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("level is city, district or commune, not 'street'");
        assertThat(UpdateFilter.of(CATALOGUE, null, null, null).test(value("air.pm25_mean", "01", "")))
                .isTrue();
    }

    @Test
    void aUnitsOwnTimeDecidesItsLevel() {
        AreaId district = new AreaId("001", LocalDate.of(2008, 8, 1));
        assertThat(CATALOGUE.areas().find(district)).isPresent();

        assertThat(UpdateFilter.of(CATALOGUE, null, null, "district").test(value("air.pm25_mean", "001", "")))
                .isTrue();
    }
}
