package vn.hanoi.datahub.query.operate;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.query.feed.Processors;

/** Whether what is shown is true now. */
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

    /** Up to when the values tell what was accepted, and which part of the hub does not answer. */
    @Operation(summary = "Data as of when, with how much delay, and which part of the hub does not answer")
    @GetMapping("/v1/status")
    Map<String, @Nullable Object> status() {
        Instant now = clock.instant();
        Instant dataAsOf = probe.dataAsOf();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("now", now.toString());
        answer.put("dataAsOf", dataAsOf == null ? null : dataAsOf.toString());
        answer.put(
                "delaySeconds",
                dataAsOf == null
                        ? null
                        : (Double) (Duration.between(dataAsOf, now).toMillis() / 1000.0));
        List<Map<String, @Nullable Object>> parts = new ArrayList<>();
        parts.add(part("kafka", null, probe.isKafkaUp() ? UP : DOWN));
        processors.states().forEach((address, state) -> parts.add(part("processor", address, state)));
        parts.add(part("values", null, probe.areValuesThere() ? UP : "starting"));
        answer.put("parts", parts);
        return answer;
    }

    private static Map<String, @Nullable Object> part(String name, @Nullable String address, String state) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("part", name);
        row.put("address", address);
        row.put("state", state);
        return row;
    }
}
