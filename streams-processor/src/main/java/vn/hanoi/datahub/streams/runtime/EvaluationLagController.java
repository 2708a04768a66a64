package vn.hanoi.datahub.streams.runtime;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.streams.processor.EvaluationLag;

/**
 * Reports the time up to which this instance's values include what it has counted. The query service asks for it and
 * passes it on to its readers.
 */
@RestController
class EvaluationLagController {

    private final EvaluationLag waiting;

    public EvaluationLagController(EvaluationLag waiting) {
        this.waiting = waiting;
    }

    /** Returns {@code since}: the time since which changed cells have been awaiting evaluation; null if none are. */
    @GetMapping("/internal/waiting")
    Map<String, @Nullable String> waiting() {
        return Collections.singletonMap(
                "since", waiting.earliest().map(Instant::toString).orElse(null));
    }
}
