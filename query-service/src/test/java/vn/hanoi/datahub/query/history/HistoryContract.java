package vn.hanoi.datahub.query.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.SomeReport;
import vn.hanoi.datahub.query.view.RecentWindow;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.values.ReportRelease;

/** What every history does, whichever database it lies in. */
abstract class HistoryContract {

    private static final TopicIds TOPIC = new TopicIds("topic", null);

    private static final IndicatorDefinition DEFINITION =
            Shipped.CATALOGUE.findDefinition("dg.tthc_on_time").orElseThrow();
    private static final AreaId CITY = new AreaId("01", LocalDate.of(2008, 8, 1));
    private static final AreaId WARD = new AreaId("00004", LocalDate.of(2025, 7, 1));
    private static final Instant NINE = Instant.parse("2026-04-03T02:00:00Z");
    private static final Duration EXACT = Duration.ofDays(1);
    private static final Period MARCH = Period.parse("2026-03");
    private static final ValueFilter MONTHS = ValueFilter.totals(DEFINITION, Granularity.MONTH);

    private HistoryDatabase database;
    private HistoryWriter writer;
    private Downsampling downsampling;
    private Newest newest;
    private History history;
    private long position;

    /** Opens the database of this test; the same one each time within a test. */
    abstract HistoryDatabase open() throws Exception;

    @BeforeEach
    void openIt() throws Exception {
        database = open();
        newest = new Newest(database, new RecentWindow(Duration.ofHours(24), Duration.ofDays(1)));
        writer = new HistoryWriter(database, newest, EXACT, () -> NINE);
        downsampling = new Downsampling(database, EXACT);
        history = new History(database);
        writer.positions(TOPIC, List.of(0, 1));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Value value(AreaId area, Period period, double number, long revision, Instant at) {
        return new Value(
                new ValueKey(DEFINITION.id(), DEFINITION.version(), "", area, "", period),
                number,
                new BigDecimal("0.333333"),
                new BigDecimal("1234567890123456789012345678"),
                7,
                null,
                revision,
                NINE,
                at,
                false);
    }

    private void publish(Value... values) {
        assertThat(writer.write(List.of(values), Map.of(0, position), Map.of(0, position + values.length)))
                .isTrue();
        position += values.length;
    }

    private List<Double> asOf(Instant moment) {
        return history.list(MONTHS.asOf(moment), 10).stream().map(Value::value).toList();
    }

    @Test
    void answersWhatWasPublishedAtAMoment() {
        publish(value(CITY, MARCH, 90, 1, NINE.plusSeconds(5)));
        publish(value(CITY, MARCH, 91, 2, NINE.plusSeconds(125)));

        assertThat(asOf(NINE)).isEmpty();
        assertThat(asOf(NINE.plusSeconds(5))).containsExactly(90.0);
        assertThat(asOf(NINE.plusSeconds(124))).containsExactly(90.0);
        assertThat(asOf(NINE.plusSeconds(125))).containsExactly(91.0);
        assertThat(history.list(MONTHS, 10)).containsExactly(value(CITY, MARCH, 91, 2, NINE.plusSeconds(125)));
    }

    @Test
    void tellsEveryRevision_andOfAnOldCrowdedMinuteTheLast() {
        publish(value(CITY, MARCH, 90, 1, NINE.plusSeconds(5)), value(CITY, MARCH, 91, 2, NINE.plusSeconds(6)));
        publish(value(CITY, MARCH, 92, 3, NINE.plusSeconds(7)), value(CITY, MARCH, 93, 4, NINE.plusSeconds(50)));
        publish(value(CITY, MARCH, 94, 5, NINE.plusSeconds(61)), value(CITY, MARCH, 95, 6, NINE.plusSeconds(62)));

        assertThat(downsampling.run(NINE.plus(EXACT))).isZero();
        assertThat(asOf(NINE.plusSeconds(4))).isEmpty();
        assertThat(asOf(NINE.plusSeconds(5))).containsExactly(90.0);
        assertThat(asOf(NINE.plusSeconds(49))).containsExactly(92.0);
        assertThat(published()).containsExactly(95.0, 94.0, 93.0, 92.0, 91.0, 90.0);

        assertThat(downsampling.run(NINE.plus(EXACT).plusSeconds(120))).isEqualTo(3);
        assertThat(asOf(NINE.plusSeconds(4))).isEmpty();
        assertThat(asOf(NINE.plusSeconds(5))).containsExactly(93.0);
        assertThat(asOf(NINE.plusSeconds(61))).containsExactly(94.0);
        assertThat(published()).containsExactly(95.0, 94.0, 93.0);
        assertThat(downsampling.run(NINE.plus(EXACT).plusSeconds(120))).isZero();
    }

    /** As when a history is filled anew from the log. */
    @Test
    void takesTheLastOfAnOldCrowdedMinute() {
        Instant old = NINE.minus(EXACT).minusSeconds(600);
        publish(
                value(CITY, MARCH, 90, 1, old.plusSeconds(5)),
                value(CITY, MARCH, 91, 2, old.plusSeconds(6)),
                value(CITY, MARCH, 92, 3, old.plusSeconds(7)),
                value(CITY, MARCH, 93, 4, old.plusSeconds(8)),
                value(CITY, MARCH, 94, 5, old.plusSeconds(65)),
                value(CITY, MARCH, 95, 6, old.plusSeconds(66)));

        assertThat(published()).containsExactly(95.0, 94.0, 93.0);
        assertThat(asOf(old.plusSeconds(4))).isEmpty();
        assertThat(asOf(old.plusSeconds(5))).containsExactly(93.0);
    }

    private List<Double> published() {
        return history.revisions(MONTHS.at(MARCH), 9).stream().map(Value::value).toList();
    }

    @Test
    void writesOnceWhatIsReadTwice() throws Exception {
        Value first = value(CITY, MARCH, 90, 1, NINE);
        publish(first);

        assertThat(writer.write(List.of(first), Map.of(0, 0L), Map.of(0, 1L))).isFalse();
        assertThat(writer.positions(TOPIC, List.of(0, 1))).isEqualTo(Map.of(0, 1L, 1, 0L));
        database.close();
        openIt();
        assertThat(writer.positions(TOPIC, List.of(0, 1))).isEqualTo(Map.of(0, 1L, 1, 0L));
        assertThat(history.list(MONTHS, 10)).containsExactly(first);
    }

    /** The processor begins at revision 1 again when what it counts by has changed. */
    @Test
    void goesByWhenAValueWasPublished_notByItsRevision() {
        publish(value(CITY, MARCH, 90, 37, NINE), value(WARD, MARCH, 50, 37, NINE));
        publish(value(CITY, MARCH, 91, 1, NINE.plusSeconds(120)));
        publish(value(WARD, MARCH, 51, 1, NINE.plusSeconds(5)));

        assertThat(history.list(MONTHS, 10)).extracting(Value::value).containsExactly(51.0, 91.0);
        assertThat(asOf(NINE.plusSeconds(4))).containsExactly(50.0, 90.0);
        assertThat(asOf(NINE.plusSeconds(60))).containsExactly(51.0, 90.0);
    }

    /** A writer that fails half way leaves nothing, and the next one goes on. */
    @Test
    void writesAllOfABatchOrNothing() {
        Value tooLarge = new Value(
                new ValueKey(DEFINITION.id(), DEFINITION.version(), "", CITY, "", MARCH),
                1.0,
                BigDecimal.TEN.pow(40),
                null,
                1,
                null,
                1,
                NINE,
                NINE,
                false);
        assertThatThrownBy(() -> writer.write(List.of(tooLarge), Map.of(0, 0L), Map.of(0, 1L)))
                .isInstanceOf(RuntimeException.class);

        publish(value(CITY, MARCH, 90, 1, NINE));

        assertThat(history.list(MONTHS, 10)).hasSize(1);
        assertThat(writer.positions(TOPIC, List.of(0, 1))).isEqualTo(Map.of(0, 1L, 1, 0L));
    }

    @Test
    void isOfOneTopic() {
        assertThatThrownBy(() -> writer.positions(new TopicIds("another", null), List.of(0)))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("filled from another Kafka");
        assertThatThrownBy(() -> history.recent(new TopicIds("another", null), (row, parts) -> {}))
                .isInstanceOf(HistoryException.class);
    }

    /** What was published in the form before stays answered as of then. */
    @Test
    void goesOnWithTheTopicThatTookThePlaceOfItsOwn() {
        TopicIds next = new TopicIds("next", "topic");
        publish(value(CITY, MARCH, 90, 1, NINE));

        assertThat(history.recent(next, (row, parts) -> {})).isEmpty();
        assertThat(writer.positions(next, List.of(0, 1))).isEqualTo(Map.of(0, 0L, 1, 0L));
        assertThat(history.list(MONTHS, 10)).hasSize(1);
        assertThatThrownBy(() -> writer.positions(TOPIC, List.of(0))).isInstanceOf(HistoryException.class);
    }

    @Test
    void answersInOrder_asFarAsWanted() {
        publish(
                value(CITY, MARCH.plus(1), 4, 1, NINE),
                value(CITY, MARCH, 3, 1, NINE),
                value(WARD, MARCH.plus(1), 2, 1, NINE),
                value(WARD, MARCH, 1, 1, NINE));

        assertThat(history.list(MONTHS, 3)).extracting(Value::value).containsExactly(1.0, 2.0, 3.0);
        assertThat(history.list(MONTHS.in("01"), 9)).extracting(Value::value).containsExactly(3.0, 4.0);
        assertThat(history.list(MONTHS.within(WARD::equals), 9))
                .extracting(Value::value)
                .containsExactly(1.0, 2.0);
        assertThat(history.list(MONTHS.at(MARCH), 9)).extracting(Value::value).containsExactly(1.0, 3.0);
        assertThat(history.list(MONTHS.by("agency"), 9)).isEmpty();
    }

    @Test
    void handsOverTheWindow_andTheNewestOfEachSeries() {
        Period hour = Period.parse("2026-04-03T08");
        publish(
                value(CITY, MARCH.plus(-24), 1, 1, NINE),
                value(CITY, hour, 2, 1, NINE),
                value(CITY, hour.plus(-48), 3, 1, NINE),
                value(WARD, hour.plus(-48), 4, 1, NINE),
                value(WARD, hour.plus(-49), 5, 1, NINE));

        newest.fold(NINE);

        assertThat(history.recent(TOPIC, (row, parts) -> {})).isEqualTo(Map.of(0, 5L, 1, 0L));
        assertThat(recent()).extracting(Value::value).containsExactlyInAnyOrder(1.0, 2.0, 4.0);
        publish(value(CITY, hour.plus(-48), 6, 2, NINE.plusSeconds(1)));
        newest.fold(NINE);
        assertThat(recent()).extracting(Value::value).containsExactlyInAnyOrder(1.0, 2.0, 4.0);
        newest.fold(NINE.plus(Duration.ofDays(3)));
        assertThat(recent())
                .as("the newest of a series stays, however old")
                .extracting(Value::value)
                .containsExactlyInAnyOrder(1.0, 2.0, 4.0);
    }

    /** A station that is silent for long is known at a start, although its area has another one that is heard. */
    @Test
    void keepsTheNewestHourOfEachMember() {
        Period hour = Period.parse("2026-04-03T08");
        publish(
                value(CITY, hour, 1, 1, NINE),
                ofStation("LIVE", hour, 2, 7),
                ofStation("LIVE", hour.plus(-60), 3, 7),
                ofStation("OLD", hour.plus(-60), 4, 7),
                ofStation("OLD", hour.plus(-61), 5, 7),
                ofStation("OLD", hour.plus(-59), 6, 0));

        newest.fold(NINE);

        assertThat(recent()).extracting(Value::value).containsExactlyInAnyOrder(1.0, 2.0, 4.0);
    }

    private static Value ofStation(String station, Period period, double number, long events) {
        ValueKey key = new ValueKey(DEFINITION.id(), DEFINITION.version(), "station", CITY, station, period);
        return new Value(key, number, BigDecimal.ONE, BigDecimal.ONE, events, null, 1, NINE, NINE, false);
    }

    private List<Value> recent() {
        List<Value> recent = new ArrayList<>();
        history.recent(TOPIC, (row, parts) -> parts.forEach(part -> recent.add(Value.of(row, part))));
        return recent;
    }

    /** What nothing counts in, or begins after today, does not take the place of what speaks for today. */
    @Test
    void keepsWhatSpeaksForToday() {
        Period hour = Period.parse("2026-04-03T08");
        Value nothing = value(CITY, hour.plus(-30), 2, 1, NINE);
        publish(
                value(CITY, hour.plus(-60), 1, 1, NINE),
                new Value(nothing.key(), null, BigDecimal.ZERO, BigDecimal.ZERO, 0, null, 1, NINE, NINE, false),
                value(CITY, hour.plus(48), 3, 1, NINE));
        newest.fold(NINE);

        assertThat(recent()).extracting(Value::value).contains(1.0, 3.0);
    }

    @Test
    void letsGoOfDefinitionVersionsBeforeTheLastButOne() {
        for (int version : new int[] {1, 2, 5, 9}) {
            Value one = value(CITY, MARCH, version, 1, NINE);
            ValueKey key = new ValueKey(DEFINITION.id(), version, "", CITY, "", MARCH);
            publish(new Value(key, one.value(), one.numerator(), one.denominator(), 7, null, 1, NINE, NINE, false));
        }
        newest.fold(NINE);

        assertThat(recent()).extracting(Value::value).containsExactlyInAnyOrder(5.0, 9.0);
    }

    /** However batches and folds alternate, a start reads the newest of each cell. */
    @Test
    void aStartKnowsTheNewestOfEachCell() throws Exception {
        Random random = new Random(41);
        Map<ValueKey, Value> expected = new HashMap<>();
        for (int i = 0; i < 120; i++) {
            Value[] batch = new Value[1 + random.nextInt(4)];
            for (int j = 0; j < batch.length; j++) {
                batch[j] = value(
                        random.nextBoolean() ? CITY : WARD,
                        MARCH.plus(random.nextInt(5)),
                        random.nextInt(1000),
                        i * 10 + j,
                        NINE.plusSeconds(random.nextInt(50)));
                expected.merge(
                        batch[j].key(),
                        batch[j],
                        (one, other) -> other.recordedAt().isBefore(one.recordedAt()) ? one : other);
            }
            publish(batch);
            if (random.nextInt(9) == 0) {
                newest.fold(NINE);
            }
            if (random.nextInt(20) == 0) {
                assertThat(recent()).containsExactlyInAnyOrderElementsOf(expected.values());
            }
        }
        database.close();
        openIt();
        assertThat(recent()).containsExactlyInAnyOrderElementsOf(expected.values());
        newest.fold(NINE);
        assertThat(recent()).containsExactlyInAnyOrderElementsOf(expected.values());
        int rows = database.inTransaction(connection -> {
            try (ResultSet count = connection.createStatement().executeQuery("SELECT count(*) FROM newest")) {
                count.next();
                return count.getInt(1);
            }
        });
        assertThat(rows).as("a row for each cell").isEqualTo(expected.size());
    }

    /**
     * Any cells, moments and batches: the same as from a list of all that was published; at the end of a minute also
     * when that is old.
     */
    @Test
    void agreesWithAListOfAllThatWasPublished() {
        Random random = new Random(20260403);
        List<Value> published = new ArrayList<>();
        Map<ValueKey, Long> revisions = new HashMap<>();
        Instant now = NINE;
        for (int i = 0; i < 600; i++) {
            now = now.plusSeconds(random.nextInt(4));
            Value one = value(random.nextBoolean() ? CITY : WARD, MARCH.plus(random.nextInt(4)), i, 1, now);
            long revision = revisions.merge(one.key(), 1L, Long::sum);
            published.add(value(one.key().area(), one.key().period(), i, revision, now));
        }
        for (int from = 0; from < published.size(); ) {
            int to = Math.min(published.size(), from + 1 + random.nextInt(40));
            publish(published.subList(from, to).toArray(new Value[0]));
            from = to;
        }

        for (Instant moment = NINE; moment.isBefore(now); moment = moment.plusSeconds(7)) {
            agree(published, moment);
        }
        assertThat(downsampling.run(now.plus(EXACT).plusSeconds(60))).isPositive();
        for (Instant minute = NINE; minute.isBefore(now); minute = minute.plusSeconds(60)) {
            agree(published, minute.plusMillis(59_999));
        }
    }

    private void agree(List<Value> published, Instant moment) {
        Map<ValueKey, Double> expected = new TreeMap<>();
        published.stream()
                .filter(value -> !value.recordedAt().isAfter(moment))
                .sorted(Comparator.comparingLong(Value::revision))
                .forEach(value -> expected.put(value.key(), value.value()));
        Map<ValueKey, Double> actual = new TreeMap<>();
        history.list(MONTHS.asOf(moment), 100).forEach(value -> actual.put(value.key(), value.value()));
        assertThat(actual).as("as of " + moment).isEqualTo(expected);
    }

    private static Release release(Instant after, Instant at, Map<String, Double> cells) {
        Map<String, List<Released>> rows = new TreeMap<>();
        cells.forEach((dataset, number) ->
                rows.put(dataset, List.of(new Released(value(CITY, MARCH, number, 1, NINE), number < 5, at))));
        return new Release(List.of("a", "b"), after, at, rows);
    }

    /** A family is released as a whole, and of two releases that were put together at once the first holds. */
    @Test
    void takesReleasesInTheirOrder_andOfTwoAtOnceTheFirst() throws Exception {
        Releases releases = new Releases(database);
        Instant later = NINE.plusSeconds(60);
        Release first = release(null, NINE, Map.of("a", 3.0, "b", 40.0));
        Release second = release(NINE, later, Map.of("a", 6.0));
        Release tooLate = release(NINE, later.plusSeconds(1), Map.of("a", 7.0, "b", 41.0));

        assertThat(releases.take(List.of(first), "topic", Map.of(0, 1L))).containsExactly(first);
        assertThat(releases.take(List.of(second, tooLate), "topic", Map.of(0, 3L)))
                .containsExactly(second);
        assertThat(releases.take(List.of(first, second), "topic", Map.of()))
                .as("read again")
                .isEmpty();

        assertThat(releases.last(List.of("a", "b"))).contains(later);
        assertThat(releases.last(List.of("c"))).isEmpty();
        assertThat(releases.positions("topic", Map.of(0, 3L))).isEqualTo(Map.of(0, 3L));
        assertThat(releases.untold()).isEmpty();
        database.close();
        openIt();
        releases = new Releases(database);
        assertThat(releases.list("a", null))
                .extracting(row -> row.value().value() + " " + row.hidden())
                .containsExactly("3.0 true", "6.0 false");
        assertThat(releases.list("b", null)).hasSize(1);
        assertThat(releases.list("a", NINE)).hasSize(1);
    }

    /** What is released of a family is protected together: a part of it would let the rest be worked out. */
    @Test
    void releasesAreTakenInOneTransaction_wholeOrNotAtAll() {
        Releases releases = new Releases(database);
        Value open = value(CITY, MARCH, 40, 1, NINE);
        ValueKey key = new ValueKey(DEFINITION.id(), 1, "", CITY, null, MARCH);
        Value broken = new Value(key, 1.0, BigDecimal.ONE, BigDecimal.ONE, 1, null, 1, NINE, NINE, false);
        Map<String, List<Released>> cells = new TreeMap<>(
                Map.of("a", List.of(new Released(open, false, NINE)), "b", List.of(new Released(broken, false, NINE))));
        Release whole = release(null, NINE, Map.of("a", 3.0, "b", 40.0));
        Release half = new Release(List.of("a", "b"), NINE, NINE.plusSeconds(60), cells);

        assertThatThrownBy(() -> releases.take(List.of(whole, half), "topic", Map.of(0, 2L)))
                .isInstanceOf(HistoryException.class);

        assertThat(releases.last(List.of("a", "b"))).isEmpty();
        assertThat(releases.list("a", null)).isEmpty();
        assertThat(releases.positions("topic", Map.of(0, 2L))).isEmpty();
        assertThat(releases.take(List.of(whole), "topic", Map.of(0, 1L))).containsExactly(whole);
    }

    private static ReportRecords.Placed placed(String key, long offset, String content) {
        ReportRelease record = SomeReport.frozen("r", content.getBytes(), "hash of " + content, NINE);
        return new ReportRecords.Placed(key, 0, offset, record);
    }

    @Test
    void keepsRecordsOfReports_andTheirContentsApart() throws Exception {
        ReportRecords reports = new ReportRecords(database);
        reports.take(List.of(placed("r/1/content/a", 0, "a"), placed("r/1/content/b", 1, "b")), "topic", Map.of(0, 2L));
        reports.take(
                List.of(
                        placed("r/1/content/a", 2, "a"), // a call that was repeated
                        placed("r/1/signature/x", 3, ""),
                        new ReportRecords.Placed("r/1/content/b", 0, 0, null)),
                "topic",
                Map.of(0, 5L));
        database.close();
        openIt();
        reports = new ReportRecords(database);

        assertThat(reports.stored().next()).isEqualTo(Map.of(0, 5L));
        assertThat(reports.stored().records())
                .extracting(placed -> placed.offset() + " " + placed.key() + " "
                        + placed.record().getContent().remaining())
                .containsExactly("2 r/1/content/a 0", "3 r/1/signature/x 0");
        assertThat(reports.content("hash of a")).isEqualTo("a".getBytes());
        ReportRecords gone = reports;
        assertThatThrownBy(() -> gone.content("hash of b")).isInstanceOf(HistoryException.class);
    }

    /** An earlier hub may have had another schema; the topic still has everything. */
    @Test
    void recordsOfReportsInAnotherForm_areReadFromTheTopicAgain() {
        ReportRecords reports = new ReportRecords(database);
        reports.take(List.of(placed("r/1/content/a", 0, "a")), "topic", Map.of(0, 1L));
        database.inWriting(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("UPDATE report_record SET record = ?")) {
                statement.setBytes(1, new byte[] {1, 2, 3});
                return statement.executeUpdate();
            }
        });

        assertThat(reports.stored()).isEqualTo(new ReportRecords.Stored(List.of(), Map.of()));
        reports.take(List.of(placed("r/1/content/a", 0, "a")), "topic", Map.of(0, 1L));
        assertThat(reports.stored().records()).hasSize(1);
    }

    /** Positions of a former version of the hub have no id of their topic: they are of the one that there is. */
    @Test
    void positionsWithoutAnId_areOfTheTopicThereIs_andFromThenOnOfNoOther() {
        Releases releases = new Releases(database);
        ReportRecords reports = new ReportRecords(database);
        releases.take(List.of(release(null, NINE, Map.of("a", 3.0))), "", Map.of(0, 5L));
        reports.take(List.of(placed("r/1/content/a", 0, "a")), "", Map.of(0, 5L));
        for (String table : List.of("open_release_log", "report_log")) {
            database.inWriting(connection -> {
                try (PreparedStatement statement =
                        connection.prepareStatement("UPDATE " + table + " SET topic_id = NULL")) {
                    return statement.executeUpdate();
                }
            });
        }

        assertThat(releases.positions("topic", Map.of(0, 5L))).isEqualTo(Map.of(0, 5L));
        assertThat(reports.clearUnlessOf("topic", Map.of(0, 5L))).isFalse();
        assertThat(reports.stored().next()).isEqualTo(Map.of(0, 5L));

        assertThat(releases.positions("another", Map.of(0, 9L))).isEmpty();
        assertThat(releases.list("a", null)).as("what was released").hasSize(1);
        assertThat(reports.clearUnlessOf("another", Map.of(0, 9L))).isTrue();
        assertThat(reports.stored()).isEqualTo(new ReportRecords.Stored(List.of(), Map.of()));
    }
}
