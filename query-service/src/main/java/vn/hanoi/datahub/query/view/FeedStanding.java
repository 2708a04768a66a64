package vn.hanoi.datahub.query.view;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.agency.Feed;

/**
 * The state of one feed relative to its cadence.
 *
 * @param lastAt when the newest of its events was accepted; null if never
 * @param lastEventAt newest event time; null if never
 * @param state {@code on-time}, {@code late}, {@code silent} or {@code never}; null if the feed is not expected
 * @param silentSeconds how long nothing newer has arrived, without hours in which the hub received nothing; null if
 *     never
 */
public record FeedStanding(
        @Nullable Instant lastAt,
        @Nullable Instant lastEventAt,
        @Nullable String state,
        @Nullable Long silentSeconds) {

    /** @param cadence null if the feed is not expected */
    public static FeedStanding of(Feed feed, @Nullable Duration cadence, Freshness freshness, Instant now) {
        Instant lastAt = freshness.lastAt(feed).orElse(null);
        return new FeedStanding(
                lastAt,
                freshness.lastEventAt(feed).orElse(null),
                cadence == null ? null : freshness.state(feed, cadence, now).word(),
                lastAt == null ? null : (Long) freshness.silentFor(feed, now).toSeconds());
    }
}
