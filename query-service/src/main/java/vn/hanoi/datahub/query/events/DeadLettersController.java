package vn.hanoi.datahub.query.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.query.view.NewestByAgency;
import vn.hanoi.datahub.schemas.access.Caller;

/** Lists events that the hub did not use, with the reason: refused at admission, or accepted and then rejected. */
@RestController
@Tag(name = "events")
class DeadLettersController {

    private static final int PAGE = 1_000;

    private final NewestByAgency<DeadLetter> letters;
    private final Successions successions;

    public DeadLettersController(NewestByAgency<DeadLetter> letters, Successions successions) {
        this.successions = successions;
        this.letters = letters;
    }

    record DeadLetterList(List<DeadLetterRow> deadLetters) {}

    /**
     * A refused or rejected event. Unknown fields are null.
     *
     * @param stage {@code refused} at admission, or {@code rejected} by the processor
     * @param reason code from the closed list of refusal reasons
     * @param detail what was wrong, in Vietnamese if the caller prefers it ({@code Accept-Language}), otherwise in
     *     English
     * @param field field of the event's data that was wrong
     * @param offset offset of the event in the log; null if it was refused
     */
    record DeadLetterRow(
            String stage,
            String reason,
            String detail,
            @Nullable String field,
            @Nullable String agency,
            @Nullable String type,
            @Nullable String source,
            @Nullable String subject,
            @Nullable String id,
            @Nullable String topic,
            @Nullable Integer partition,
            @Nullable Long offset,
            Instant recordedAt) {}

    /** Returns the newest dead letters with reason and origin; an agency sees only its own. */
    @Operation(
            operationId = "listDeadLetters",
            summary = "Refused and rejected events with reason and origin; for their agency and operators")
    @GetMapping("/v1/dead-letters")
    DeadLetterList deadLetters(
            @RequestParam(required = false) @Nullable String agency,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String reason,
            @AuthenticationPrincipal Caller caller,
            Locale language) {
        if (reason != null && RefusalReason.find(reason).isEmpty()) {
            throw new BadRequestException(RefusalReason.unknown(reason));
        }
        return new DeadLetterList(letters.newestFirst(successions.visible(caller, agency))
                .filter(letter -> type == null
                        || type.equals(letter.getType())
                        || (EventType.PREFIX + type).equals(letter.getType()))
                .filter(letter -> reason == null || reason.equals(letter.getReason()))
                .limit(PAGE)
                .map(letter -> row(letter, language))
                .toList());
    }

    private static DeadLetterRow row(DeadLetter letter, Locale language) {
        return new DeadLetterRow(
                letter.getStage().name().toLowerCase(Locale.ROOT),
                letter.getReason(),
                Detail.stored(letter.getDetailKey(), letter.getDetailArgs(), language, letter.getDetail()),
                letter.getField(),
                letter.getAgency(),
                letter.getType(),
                letter.getSource(),
                letter.getSubject(),
                letter.getId(),
                letter.getTopic(),
                letter.getPartition(),
                letter.getOffset(),
                letter.getRecordedAt());
    }
}
