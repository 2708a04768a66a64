package vn.hanoi.datahub.query.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.edge.limit.Bulkhead;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.view.RecentWindow;
import vn.hanoi.datahub.query.view.RowKey;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.query.view.ValueView;
import vn.hanoi.datahub.schemas.codec.PublishedPart;
import vn.hanoi.datahub.schemas.codec.PublishedParts;

/**
 * What is answered from memory, without asking the history: recent hours and days, and all that is coarser. The
 * database is HistoryContract's.
 */
class PublishedValuesTest {

    private static final IndicatorDefinition AIR =
            Shipped.CATALOGUE.findDefinition("air.pm25_mean").orElseThrow();
    private static final Instant NOW = Instant.parse("2025-11-01T02:00:00Z");
    private static final AreaId CITY = new AreaId("01", LocalDate.of(2008, 8, 1));
    private static final AreaId WARD = new AreaId("00004", LocalDate.of(2025, 7, 1));
    private static final ValueFilter DAYS = ValueFilter.totals(AIR, Granularity.DAY);

    private final ValueView view = new ValueView(new RecentWindow(Duration.ofDays(1), Duration.ofDays(10)), () -> NOW);

    /** There is no history: whoever asks it fails. */
    private final PublishedValues published = new PublishedValues(
            view, null, indicator -> 1, () -> false, new Bulkhead("reading", 1, 1, Duration.ofSeconds(1)), () -> NOW);

    private void put(AreaId area, String period, String member, long events) {
        view.put(
                new RowKey(AIR.id(), AIR.version(), area, Period.parse(period)),
                PublishedParts.of(List.of(new PublishedPart(
                        member.isEmpty() ? "" : "station",
                        member,
                        1.0,
                        null,
                        null,
                        events,
                        null,
                        1,
                        NOW.toEpochMilli(),
                        NOW.toEpochMilli()))));
    }

    private List<String> texts(ValueFilter wanted, int limit) {
        return published
                .list(wanted, limit)
                .map(value -> value.key().area().code() + " " + value.key().period())
                .toList();
    }

    private static ValueFilter since(String day) {
        return DAYS.between(LocalDate.parse(day).atStartOfDay(), LocalDateTime.of(9999, 1, 1, 0, 0));
    }

    @Test
    void recentDaysComeFromMemory_inTheOrderOfAreaAndTime() {
        put(CITY, "2025-10-31", "", 1);
        put(CITY, "2025-10-30", "", 1);
        put(WARD, "2025-10-31", "", 1);
        put(CITY, "2025-10-31", "S1", 1);

        assertThat(texts(since("2025-10-25"), 10))
                .containsExactly("00004 2025-10-31", "01 2025-10-30", "01 2025-10-31");
        assertThat(texts(since("2025-10-25"), 2)).containsExactly("00004 2025-10-31", "01 2025-10-30");
        assertThat(texts(since("2025-10-31").in("01"), 10)).containsExactly("01 2025-10-31");
        assertThat(texts(since("2025-10-25").within(WARD::equals), 10)).containsExactly("00004 2025-10-31");
        assertThat(published.list(since("2025-10-25").by("station"), 10)).hasSize(1);
    }

    @Test
    void theEndIsNotWantedAnyMore() {
        put(CITY, "2025-10-30", "", 1);
        put(CITY, "2025-10-31", "", 1);

        assertThat(texts(DAYS.between(LocalDateTime.of(2025, 10, 30, 0, 0), LocalDateTime.of(2025, 10, 31, 0, 0)), 10))
                .containsExactly("01 2025-10-30");
        assertThat(texts(DAYS.at(Period.parse("2025-10-31")), 10)).containsExactly("01 2025-10-31");
    }

    @Test
    void monthsComeFromMemory_howeverOld() {
        put(CITY, "2010-03", "", 1);

        assertThat(texts(ValueFilter.totals(AIR, Granularity.MONTH), 10)).containsExactly("01 2010-03");
    }

    /** Part of an answer as if it were all of it would be a wrong one. */
    @Test
    void olderDaysWaitForTheHistory() {
        put(CITY, "2025-10-31", "", 1);

        assertThatThrownBy(() -> published.list(since("2025-10-01"), 10))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith("the history is still being filled from the log");
        assertThatThrownBy(() -> published.list(DAYS.asOf(NOW), 10)).isInstanceOf(HistoryException.class);
        assertThatThrownBy(() -> published.revisions(DAYS, 10)).isInstanceOf(HistoryException.class);
    }

    @Test
    void theLatestIsTheNewestThatSaysSomething_andHasBegun() {
        put(CITY, "2025-10-30", "", 1);
        put(CITY, "2025-10-31", "", 0);
        put(CITY, "2025-11-02", "", 1);

        assertThat(published.latest(AIR, Granularity.DAY, CITY).map(Value::key).map(ValueKey::period))
                .contains(Period.parse("2025-10-30"));
        assertThat(published.latest(AIR, Granularity.DAY, WARD)).isEmpty();
    }

    /** No more callers read the history than read it at once: values of long ago, as of a moment, and revisions. */
    @Test
    void whoeverReadsTheHistoryHasToFindAPlace() {
        PublishedValues busy = new PublishedValues(
                view, null, indicator -> 1, () -> true, new Bulkhead("reading", 0, 0, Duration.ZERO), () -> NOW);

        assertThatThrownBy(() -> busy.list(DAYS, 10)).isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> busy.list(DAYS.asOf(NOW), 10)).isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> busy.revisions(DAYS, 10)).isInstanceOf(ServiceUnavailableException.class);
    }
}
