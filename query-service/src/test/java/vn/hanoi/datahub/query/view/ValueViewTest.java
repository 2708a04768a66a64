package vn.hanoi.datahub.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.schemas.codec.PublishedPart;
import vn.hanoi.datahub.schemas.codec.PublishedParts;

class ValueViewTest {

    private static final IndicatorDefinition AIR =
            Shipped.CATALOGUE.findDefinition("air.pm25_mean").orElseThrow();
    private static final AreaId WARD = new AreaId("00004", LocalDate.of(2025, 7, 1));

    private Instant now = Instant.parse("2025-11-01T02:00:00Z");
    private final ValueView view = new ValueView(new RecentWindow(Duration.ofDays(1), Duration.ofDays(10)), () -> now);

    private void put(String period, PublishedPart... parts) {
        view.put(new RowKey(AIR.id(), AIR.version(), WARD, Period.parse(period)), PublishedParts.of(List.of(parts)));
    }

    private static PublishedPart part(String member, double value, long events) {
        return new PublishedPart(
                member.isEmpty() ? "" : "station", member, value, null, null, events, null, 1, 1_000, 2_000);
    }

    private List<String> days(String dimension) {
        List<String> days = new ArrayList<>();
        view.ofArea(AIR, dimension, Granularity.DAY, "00004")
                .forEach(value -> days.add(
                        value.key().member() + " " + value.key().period().text() + " " + value.value()));
        return days;
    }

    @Test
    void aNewTotalLeavesThePartsOfItsRow() {
        put("2025-10-31", part("", 1, 1), part("S1", 2, 1), part("S2", 3, 1));
        put("2025-10-31", part("", 4, 2), part("S2", 5, 2));

        assertThat(days("")).containsExactly(" 2025-10-31 4.0");
        assertThat(days("station")).containsExactly("S1 2025-10-31 2.0", "S2 2025-10-31 5.0");
        assertThat(view.size()).isEqualTo(3);
    }

    @Test
    void partsComeByMember_thenByTime() {
        put("2025-10-31", part("S1", 3, 1), part("S2", 4, 1));
        put("2025-10-30", part("S1", 1, 1), part("S2", 2, 1));

        assertThat(days("station"))
                .containsExactly("S1 2025-10-30 1.0", "S1 2025-10-31 3.0", "S2 2025-10-30 2.0", "S2 2025-10-31 4.0");
    }

    @Test
    void whatFormerVersionsCountedGoes() {
        put("2025-10-30", part("", 1, 1), part("S1", 1, 1));
        view.put(
                new RowKey(AIR.id(), AIR.version() + 1, WARD, Period.parse("2025-10-30")),
                PublishedParts.of(List.of(part("", 2, 1))));
        view.trim(indicator -> AIR.version());
        assertThat(view.size()).isEqualTo(3);

        view.trim(indicator -> AIR.version() + 1);

        assertThat(days("")).isEmpty();
        assertThat(view.size()).isEqualTo(1);
    }

    @Test
    void rowsThatGrowOldGo_butTheNewestThatSaysSomethingAboutToday() {
        put("2025-10-29", part("", 1, 1), part("S1", 1, 1));
        put("2025-10-30", part("", 2, 1));
        put("2025-10-31", part("", 3, 0)); // nothing counts any more
        put("2025-12-30", part("", 4, 1)); // is still to come

        now = Instant.parse("2025-12-01T02:00:00Z");
        view.trim(indicator -> 0);

        assertThat(days("")).containsExactly(" 2025-10-30 2.0", " 2025-10-31 3.0", " 2025-12-30 4.0");
        assertThat(days("station")).isEmpty();
        assertThat(view.size()).isEqualTo(3);
        assertThat(view.latest(AIR, Granularity.DAY, WARD, now).map(Value::value))
                .contains(2.0);
    }

    @Test
    void aRowThatIsOldWhenItComesDoesNotStay() {
        put("2025-10-31", part("", 3, 1));
        put("2025-01-31", part("", 1, 1));

        assertThat(days("")).containsExactly(" 2025-10-31 3.0");
        assertThat(view.size()).isEqualTo(1);
    }

    /** So asks whoever reads old days from the history and the rest from here. */
    @Test
    void aTimeThatEndsBeforeItBeginsHasNothing() {
        put("2025-10-31", part("", 3, 1));

        assertThat(view.all(ValueFilter.totals(AIR, Granularity.DAY)
                        .between(
                                LocalDate.of(2025, 10, 31).atStartOfDay(),
                                LocalDate.of(2025, 8, 11).atStartOfDay())))
                .isEmpty();
    }
}
