package vn.hanoi.datahub.query.view;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.agency.Feed;

/**
 * How one feed stands to its cadence.
 *
 * @param lastAt when the newest of its events was accepted; null for never
 * @param lastEventAt the newest time that one of its events speaks of; null for never
 * @param state {@code on-time}, {@code late}, {@code silent} or {@code never}; null where nobody asks for it
 * @param silentSeconds how long nothing newer has come while the hub was listening; null for never
 */
public record FeedStanding(
        @Nullable Instant lastAt,
        @Nullable Instant lastEventAt,
        @Nullable String state,
        @Nullable Long silentSeconds) {

    /** @param cadence null where nobody asks for it */
    public static FeedStanding of(Feed feed, @Nullable Duration cadence, Freshness freshness, Instant now) {
        Instant lastAt = freshness.lastAt(feed).orElse(null);
        return new FeedStanding(
                lastAt,
                freshness.lastEventAt(feed).orElse(null),
                cadence == null ? null : freshness.state(feed, cadence, now).word(),
                lastAt == null ? null : (Long) freshness.silentFor(feed, now).toSeconds());
    }
}
