package vn.hanoi.datahub.streams.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.streams.runtime.DryRun.Change;
import vn.hanoi.datahub.streams.runtime.DryRun.Shown;

/**
 * Returns what events would change if they were accepted. Called by the ingest service, which knows who may publish
 * what.
 */
@RestController
class DryRunController {

    private static final int MOST = 1_000;
    private static final int MOST_EVENTS = 2_000;

    private final DryRun dryRun;

    public DryRunController(DryRun dryRun) {
        this.dryRun = dryRun;
    }

    /**
     * An event as its topic would store it.
     *
     * @param key in Base64
     * @param value in Base64; null for no value
     */
    public record Tried(String topic, String key, @Nullable String value, Map<String, String> headers) {

        DryRun.Tried decoded() {
            RecordHeaders all = new RecordHeaders();
            if (topic == null || key == null || headers == null) {
                throw new IllegalArgumentException("topic, key and headers are required");
            }
            headers.forEach((name, text) -> all.add(name, text.getBytes(StandardCharsets.UTF_8)));
            Base64.Decoder base64 = Base64.getDecoder();
            return new DryRun.Tried(topic, base64.decode(key), value == null ? null : base64.decode(value), all);
        }
    }

    /**
     * Returns the values that would change, totals first and at most 1,000, and how many there are in all. Answers 503
     * when no dry run is possible now.
     */
    @PostMapping("/internal/effects")
    ResponseEntity<Map<String, Object>> effects(@RequestBody List<@Nullable Tried> events) throws InterruptedException {
        if (events.size() > MOST_EVENTS) {
            return ResponseEntity.badRequest()
                    .body(Map.of("detail", "a dry run may have at most " + MOST_EVENTS + " events"));
        }
        try {
            List<Change> changes =
                    dryRun.of(events.stream().map(DryRunController::decoded).toList());
            return ResponseEntity.ok(Map.of(
                    "total",
                    changes.size(),
                    "changes",
                    changes.stream()
                            .sorted(Comparator.comparing(
                                            (Change change) -> change.part().dimension())
                                    .thenComparing(change -> change.key().getIndicator())
                                    .thenComparing(change -> change.key().getArea())
                                    .thenComparing(change -> change.key().getPeriod()))
                            .limit(MOST)
                            .map(DryRunController::row)
                            .toList()));
        } catch (IllegalArgumentException e) {
            return ResponseEntity.badRequest().body(Map.of("detail", String.valueOf(e.getMessage())));
        } catch (DryRun.UnavailableException e) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .body(Map.of("detail", String.valueOf(e.getMessage())));
        }
    }

    private static DryRun.Tried decoded(@Nullable Tried event) {
        if (event == null) {
            throw new IllegalArgumentException("an event must be an object");
        }
        return event.decoded();
    }

    private static Map<String, @Nullable Object> row(Change change) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("indicator", change.key().getIndicator());
        row.put("definitionVersion", change.key().getDefinitionVersion());
        row.put("area", change.key().getArea());
        row.put("period", change.key().getPeriod());
        if (!change.part().isTotal()) {
            row.put("by", Map.of(change.part().dimension(), change.part().member()));
        }
        row.put("from", change.from() == null ? null : row(change.from()));
        row.put("to", row(change.to()));
        return row;
    }

    private static Map<String, @Nullable Object> row(Shown shown) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("value", shown.value());
        row.put("events", shown.events());
        return row;
    }
}
