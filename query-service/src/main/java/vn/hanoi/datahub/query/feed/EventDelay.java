package vn.hanoi.datahub.query.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.common.header.Headers;
import vn.hanoi.datahub.schemas.trace.Origin;

/**
 * Measures the time from the acceptance of an event until the values it changed can be read here. It is measured on
 * every row of values, along the path that events take. If several events changed a value at once, the oldest one
 * counts. The clocks of the services must be synchronised (NTP).
 */
final class EventDelay {

    private final Timer timer;
    private final InstantSource clock;
    private final Instant since;

    public EventDelay(MeterRegistry meters, InstantSource clock) {
        this.timer = Timer.builder("hub.event.delay")
                .description("from an event's acceptance until the value it changed can be read")
                .serviceLevelObjectives(
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(300))
                .register(meters);
        this.clock = clock;
        this.since = clock.instant();
    }

    /**
     * Records the delay of a published row. Rows from before this service started are ignored: they would show how long
     * it was down, not how long events take.
     */
    public void published(Instant recordedAt, Headers headers) {
        Origin origin = Origin.find(headers);
        if (origin != null && recordedAt.isAfter(since)) {
            Duration took = Duration.between(Instant.ofEpochMilli(origin.acceptedAt()), clock.instant());
            timer.record(took.isNegative() ? Duration.ZERO : took);
        }
    }
}
