package vn.hanoi.datahub.query.opendata;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.query.history.History;
import vn.hanoi.datahub.query.history.Releases;
import vn.hanoi.datahub.query.history.Updates;

/** How often datasets changed. Measured only from time to time, because it scans two months of the history. */
final class UpdateRates {

    private static final Duration MEASURED_OVER = Duration.ofDays(60);
    private static final Duration MEASURED_EVERY = Duration.ofMinutes(10);

    private final History history;
    private final Releases releases;
    private final InstantSource clock;
    private @Nullable Measured measured;

    public UpdateRates(History history, Releases releases, InstantSource clock) {
        this.history = history;
        this.releases = releases;
        this.clock = clock;
    }

    private record Measured(Instant at, Map<String, Updates> published, Map<String, Updates> released) {}

    Optional<Updates> published(String dataset) {
        return Optional.ofNullable(measured().published().get(dataset));
    }

    Optional<Updates> released(String dataset) {
        return Optional.ofNullable(measured().released().get(dataset));
    }

    private synchronized Measured measured() {
        Instant now = clock.instant();
        Measured last = measured;
        if (last == null || last.at().plus(MEASURED_EVERY).isBefore(now)) {
            Instant since = now.minus(MEASURED_OVER);
            last = new Measured(now, history.updates(since), releases.updates(since));
            measured = last;
        }
        return last;
    }
}
