package vn.hanoi.datahub.query.operate;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.query.feed.Processors;
import vn.hanoi.datahub.schemas.access.Caller;

/** Shows how current the data are, and which part of the hub does not answer. */
@RestController
@Tag(name = "live")
class StatusController {

    private static final String UP = "up";
    private static final String DOWN = "down";

    private final DataAsOfProbe probe;
    private final Processors processors;
    private final InstantSource clock;

    public StatusController(DataAsOfProbe probe, Processors processors, InstantSource clock) {
        this.probe = probe;
        this.processors = processors;
        this.clock = clock;
    }

    /**
     * Current state of the data and of the hub.
     *
     * @param dataAsOf moment before which everything accepted is in the values; null while unknown
     * @param delaySeconds seconds since then; null while unknown
     */
    record Status(
            Instant now,
            @Nullable Instant dataAsOf,
            @Nullable Double delaySeconds,
            List<Part> parts) {}

    /**
     * A part of the hub.
     *
     * @param part {@code kafka}, {@code processor} or {@code values}
     * @param address address of a processor within the hub's network; null for other parts, and for callers without a
     *     key
     * @param state {@code up}, {@code starting} or {@code down}
     */
    record Part(String part, @Nullable String address, String state) {}

    /** Returns the moment up to which accepted events are in the values, and the state of each part of the hub. */
    @Operation(
            operationId = "getStatus",
            summary = "How current the data are, and which part of the hub does not answer")
    @GetMapping("/v1/status")
    Status status(@AuthenticationPrincipal @Nullable Caller caller) {
        Instant now = clock.instant();
        Instant dataAsOf = probe.dataAsOf();
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("kafka", null, probe.isKafkaUp() ? UP : DOWN));
        processors
                .states()
                .forEach((address, state) -> parts.add(new Part("processor", caller == null ? null : address, state)));
        parts.add(new Part("values", null, probe.areValuesThere() ? UP : "starting"));
        return new Status(
                now,
                dataAsOf,
                dataAsOf == null
                        ? null
                        : (Double) (Duration.between(dataAsOf, now).toMillis() / 1000.0),
                parts);
    }
}
