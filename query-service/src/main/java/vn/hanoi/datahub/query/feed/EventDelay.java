package vn.hanoi.datahub.query.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.common.header.Headers;
import vn.hanoi.datahub.schemas.trace.Origin;

/**
 * How long it took from an event's acceptance at the door until the values it changed can be read here: measured on
 * every row of values, on the very path events take. Where several events changed a value at once, of the oldest. The
 * clocks of the services must agree (NTP).
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

    /** What was published before this service started tells how long it was away, not how long events take. */
    public void published(Instant recordedAt, Headers headers) {
        Origin origin = Origin.find(headers);
        if (origin != null && recordedAt.isAfter(since)) {
            Duration took = Duration.between(Instant.ofEpochMilli(origin.acceptedAt()), clock.instant());
            timer.record(took.isNegative() ? Duration.ZERO : took);
        }
    }
}
