package vn.hanoi.datahub.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.query.view.LogCounts;
import vn.hanoi.datahub.schemas.topic.Topic;

/**
 * Three simulated years of log counts of 146 agencies, six event types each, in six partitions: what the query service holds of them in memory, and what a question about
 * freshness and about one day costs, every half year.
 */
public final class LogCountYears {

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final int DAYS = 3 * 365;
    private static final int AGENCIES = 146;
    private static final int TYPES = 6;
    private static final int PARTITIONS = 6;
    private static final int LOOKS = 20;

    private LogCountYears() {}

    public static void main(String[] args) {
        List<Feed> feeds = new ArrayList<>();
        for (int agency = 0; agency < AGENCIES; agency++) {
            for (int type = 0; type < TYPES; type++) {
                feeds.add(new Feed("H26.X" + agency, "type-" + type));
            }
        }
        LogCounts counts = new LogCounts();
        System.out.println(
                "day    counts held   heap MB   freshness of " + feeds.size() + " feeds, µs   counts of one day, µs");
        for (int day = 1; day <= DAYS; day++) {
            LocalDate today = FIRST.plusDays(day);
            Instant at = today.atTime(12, 0).atZone(CityTime.ZONE).toInstant();
            for (Feed feed : feeds) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    counts.put(
                            new LogCounts.Entry(copy(feed), today, partition, null, 100, 1 << 12, day * 100L, at, at));
                }
            }
            counts.forgetBefore(CityTime.dayOf(at.minus(Topic.THIRTEEN_MONTHS)));
            if (day % 182 == 0 || day == 1) {
                tell(day, counts, feeds, today, at);
            }
        }
    }

    /** As it comes out of a record: with texts of its own. */
    private static Feed copy(Feed feed) {
        return new Feed(
                new String(feed.agency().toCharArray()), new String(feed.type().toCharArray()));
    }

    private static void tell(int day, LogCounts counts, List<Feed> feeds, LocalDate today, Instant at) {
        long fresh = micros(() -> feeds.stream()
                .map(feed -> counts.freshness().state(feed, Duration.ofHours(1), at))
                .distinct()
                .count());
        long accounts =
                micros(() -> counts.of(today).mapToLong(LogCounts.Count::events).sum());
        System.out.printf("%4d %13d %9d %34d %24d%n", day, counts.size(), heap(), fresh, accounts);
    }

    private static long micros(java.util.function.LongSupplier question) {
        long best = Long.MAX_VALUE;
        for (int look = 0; look < LOOKS; look++) {
            long from = System.nanoTime();
            if (question.getAsLong() < 0) {
                throw new IllegalStateException();
            }
            best = Math.min(best, System.nanoTime() - from);
        }
        return best / 1_000;
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
