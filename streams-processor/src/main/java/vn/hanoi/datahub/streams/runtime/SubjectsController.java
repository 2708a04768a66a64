package vn.hanoi.datahub.streams.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the outcomes of one subject's events as this instance knows them: ids, times, outcomes and log positions. The
 * data of events stay in the log; the query service, which knows who may see them, reads them there.
 */
@RestController
class SubjectsController {

    private final KnownOutcomes outcomes;

    public SubjectsController(KnownOutcomes outcomes) {
        this.outcomes = outcomes;
    }

    /**
     * Returns those of the given agencies that have events of a subject here. Answers 503 while the stores are being
     * restored.
     */
    @GetMapping("/internal/owners")
    ResponseEntity<List<String>> owners(
            @RequestParam String type, @RequestParam String subject, @RequestParam List<String> agency) {
        return answer(outcomes.owners(type, subject, agency));
    }

    /**
     * Returns the outcomes of a subject's events, newest last; none if this instance knows none. Answers 503 while the
     * stores are being restored.
     */
    @GetMapping("/internal/outcomes")
    ResponseEntity<List<Map<String, @Nullable Object>>> outcomes(
            @RequestParam String type, @RequestParam String agency, @RequestParam String subject) {
        return answer(outcomes.of(type, agency, subject));
    }

    private static <T> ResponseEntity<T> answer(Optional<T> known) {
        return known.map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header("Retry-After", "2")
                        .build());
    }
}
