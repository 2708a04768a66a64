package vn.hanoi.datahub.query.view;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.period.ReportingPeriod;

/**
 * What the log accepted of each period of a periodic feed, as the topic of reported periods has it. Written by the
 * feed's single thread, read by all threads.
 */
public final class ReportedPeriods {

    /**
     * What was accepted about one period.
     *
     * @param events number of events, duplicates included
     * @param firstAt when the log accepted the first of them: the period is delivered from then on
     * @param lastAt when the log accepted the last of them
     */
    public record Receipt(long events, Instant firstAt, Instant lastAt) {

        Receipt and(Receipt other) {
            return new Receipt(
                    events + other.events,
                    firstAt.isBefore(other.firstAt) ? firstAt : other.firstAt,
                    lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt);
        }
    }

    private final ConcurrentNavigableMap<String, Receipt> byKey = new ConcurrentSkipListMap<>();

    /** @param key the topic's key: {@code last day/agency/type/period/partition} */
    public void put(String key, Receipt receipt) {
        byKey.put(key, receipt);
    }

    public void remove(String key) {
        byKey.remove(key);
    }

    /** Returns what was accepted over all partitions; empty if nothing was. */
    Optional<Receipt> find(Feed feed, ReportingPeriod period) {
        String prefix = period.to().minusDays(1) + "/" + feed.name() + "/" + period.text();
        return byKey.subMap(prefix + '/', prefix + (char) ('/' + 1)).values().stream()
                .reduce(Receipt::and);
    }
}
