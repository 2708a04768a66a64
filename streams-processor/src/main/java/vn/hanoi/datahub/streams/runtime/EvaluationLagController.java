package vn.hanoi.datahub.streams.runtime;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.streams.processor.EvaluationLag;

/** Up to when this instance's values tell what it has counted; the query service asks, and says so to its readers. */
@RestController
class EvaluationLagController {

    private final EvaluationLag waiting;

    public EvaluationLagController(EvaluationLag waiting) {
        this.waiting = waiting;
    }

    /** {@code since}: the moment since which changed cells wait for their evaluation; null while none does. */
    @GetMapping("/internal/waiting")
    Map<String, @Nullable String> waiting() {
        return Collections.singletonMap(
                "since", waiting.earliest().map(Instant::toString).orElse(null));
    }
}
