package vn.hanoi.datahub.query.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.query.view.NewestByAgency;
import vn.hanoi.datahub.schemas.access.Caller;

/** What was not taken, and why: refused at the door, or accepted and then rejected. */
@RestController
@Tag(name = "events")
class DeadLettersController {

    private static final int PAGE = 1_000;

    private final NewestByAgency<DeadLetter> letters;

    public DeadLettersController(NewestByAgency<DeadLetter> letters) {
        this.letters = letters;
    }

    /** The newest dead letters with reason and origin; an agency sees its own. */
    @Operation(summary = "Events not taken, with reason and origin; for their agency and operators")
    @GetMapping("/v1/dead-letters")
    Map<String, Object> deadLetters(
            @RequestParam(required = false) @Nullable String agency,
            @RequestParam(required = false) @Nullable String type,
            @Parameter(description = "a word of the list of refusal reasons") @RequestParam(required = false) @Nullable
                    String reason,
            @AuthenticationPrincipal Caller caller) {
        if (reason != null && RefusalReason.find(reason).isEmpty()) {
            throw new BadRequestException("'" + reason + "' is no refusal reason; they are listed in the README");
        }
        Optional<String> own = caller.ownAgency();
        return Map.of(
                "deadLetters",
                letters.newestFirst(own.orElse(agency))
                        .filter(letter -> agency == null || agency.equals(letter.getAgency()))
                        .filter(letter -> type == null
                                || type.equals(letter.getType())
                                || (EventType.PREFIX + type).equals(letter.getType()))
                        .filter(letter -> reason == null || reason.equals(letter.getReason()))
                        .limit(PAGE)
                        .map(DeadLettersController::row)
                        .toList());
    }

    private static Map<String, @Nullable Object> row(DeadLetter letter) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("stage", letter.getStage().name().toLowerCase(java.util.Locale.ROOT));
        row.put("reason", letter.getReason());
        row.put("detail", letter.getDetail());
        row.put("field", letter.getField());
        row.put("agency", letter.getAgency());
        row.put("type", letter.getType());
        row.put("source", letter.getSource());
        row.put("subject", letter.getSubject());
        row.put("id", letter.getId());
        row.put("topic", letter.getTopic());
        row.put("partition", letter.getPartition());
        row.put("offset", letter.getOffset());
        row.put("recordedAt", letter.getRecordedAt().toString());
        return row;
    }
}
