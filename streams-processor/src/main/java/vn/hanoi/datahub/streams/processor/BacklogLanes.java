package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import vn.hanoi.datahub.schemas.codec.EventHeaders;

/**
 * Decides which events let live ones pass: backfills, and while the processor lags, what an agency sends faster than
 * its share.
 *
 * <pre>
 *   behind an event of the same agency and type in the backlog      ─▶ backlog
 *   happened more than a day before it was accepted, and either
 *     is late, or is one of many such events within a second        ─▶ backlog
 *   is late, and one of many of its agency and type within a second,
 *     while other agencies send events, too                         ─▶ backlog
 *   any other                                                       ─▶ live
 * </pre>
 *
 * So the events of one agency and type stay in order. The order between agencies does not matter, because no event
 * changes another agency's.
 */
final class BacklogLanes {

    static final String STORE = "route-outstanding";

    /** From this lag on, an event is late. It is half of what a live event may take to become visible. */
    static final Duration LATE = Duration.ofSeconds(1);

    /** A longer lag means that the processor was away or recounts the log: no event is live, and all stay in order. */
    static final Duration AWAY = Duration.ofHours(1);

    /** An event that was older than this when it was accepted is old. */
    static final Duration RECENT = Duration.ofDays(1);

    /** How many events that a partition accepts within one second are live; more are many. */
    static final int SHARE = 100;

    private static final long SECOND = 1_000;

    /** How many events of each agency and topic are in the backlog. */
    private final KeyValueStore<String, Long> outstanding;

    /** Events of the current second by agency and topic, and the old ones of all. */
    private final Map<String, Integer> accepted = new HashMap<>();

    private final Backpressure backpressure;
    private int old;
    private long second;

    BacklogLanes(KeyValueStore<String, Long> outstanding, Backpressure backpressure) {
        this.outstanding = outstanding;
        this.backpressure = backpressure;
    }

    /** Returns the store's builder: few entries, whose changes are combined until the commit. */
    static StoreBuilder<KeyValueStore<String, Long>> outstanding() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.Long())
                .withCachingEnabled();
    }

    /**
     * Returns whether an event goes to the backlog, and counts it.
     *
     * @param acceptedAt when the log took it, in milliseconds since 1970 UTC, as {@code now}
     */
    boolean enters(String topic, Headers headers, long acceptedAt, long now) {
        String agency = agency(headers);
        String lane = lane(topic, agency);
        backpressure.read(agency, now);
        boolean isOld = isOld(headers, acceptedAt);
        boolean isFlood = isFlood(lane, isOld, acceptedAt);
        boolean isLate = now - acceptedAt >= LATE.toMillis();
        boolean lets = isOld ? isFlood || isLate : isFlood && isLate && backpressure.hasOthers(agency, now);
        Long before = outstanding.get(lane);
        if (before == null && !(lets && now - acceptedAt < AWAY.toMillis())) {
            return false;
        }
        outstanding.put(lane, before == null ? 1 : before + 1);
        return true;
    }

    /** Records that an event left the backlog. */
    void left(String topic, Headers headers) {
        String lane = lane(topic, agency(headers));
        Long before = outstanding.get(lane);
        if (before == null || before <= 1) {
            outstanding.delete(lane);
        } else {
            outstanding.put(lane, before - 1);
        }
    }

    private static boolean isOld(Headers headers, long acceptedAt) {
        Instant eventAt = EventHeaders.time(headers);
        return eventAt != null && acceptedAt - eventAt.toEpochMilli() > RECENT.toMillis();
    }

    private boolean isFlood(String lane, boolean isOld, long acceptedAt) {
        if (acceptedAt / SECOND != second) {
            second = acceptedAt / SECOND;
            accepted.clear();
            old = 0;
        }
        old += isOld ? 1 : 0;
        return accepted.merge(lane, 1, Integer::sum) > SHARE || (isOld && old > SHARE);
    }

    private static String lane(String topic, String agency) {
        return topic + "/" + agency;
    }

    /** Returns the agency that an event names. */
    static String agency(Headers headers) {
        return OutcomeAccount.named(EventHeaders.agency(headers));
    }
}
