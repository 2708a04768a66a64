package vn.hanoi.datahub.query.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.quality.Receipt;
import vn.hanoi.datahub.query.form.Narrowed;
import vn.hanoi.datahub.query.view.NewestByAgency;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Lists the receipts for an agency's batches: its proof of what it delivered, and when. */
@RestController
@Tag(name = "events")
class ReceiptsController {

    private static final int PAGE = 1_000;

    private final NewestByAgency<Receipt> receipts;
    private final Successions successions;
    private final Catalogue catalogue;

    public ReceiptsController(NewestByAgency<Receipt> receipts, Successions successions, Catalogue catalogue) {
        this.successions = successions;
        this.receipts = receipts;
        this.catalogue = catalogue;
    }

    record ReceiptList(List<ReceiptRow> receipts) {}

    /**
     * Receipt for one batch.
     *
     * @param type event type; null if the batch had events of several types
     * @param channel how the batch arrived: {@code http}, {@code file}, {@code mqtt} or {@code ngsi-ld}
     * @param job id of the file job; null if the batch was not a file
     * @param takenAt when it was accepted
     * @param places positions of the accepted events in the log
     */
    record ReceiptRow(
            String id,
            String agency,
            @Nullable String type,
            String channel,
            @Nullable String job,
            long accepted,
            Map<String, Long> refused,
            Instant takenAt,
            List<LogRange> places) {}

    /** A range of offsets in one partition; other records may be between the events. */
    record LogRange(String topic, int partition, long events, long firstOffset, long lastOffset) {}

    /** Returns the newest receipts; an agency sees only its own. The topic {@code hanoi.receipt.v1} has all of them. */
    @Operation(operationId = "listReceipts", summary = "The newest 1,000 receipts; for their agency and operators")
    @GetMapping("/v1/receipts")
    ReceiptList receipts(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String agency,
            @Parameter(description = "event type") @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String job) {
        Narrowed.checkType(catalogue, type);
        return new ReceiptList(receipts.newestFirst(successions.visible(caller, agency))
                .filter(receipt -> type == null || type.equals(receipt.getType()))
                .filter(receipt -> job == null || job.equals(receipt.getJob()))
                .limit(PAGE)
                .map(ReceiptsController::row)
                .toList());
    }

    private static ReceiptRow row(Receipt receipt) {
        return new ReceiptRow(
                receipt.getId(),
                receipt.getAgency(),
                receipt.getType(),
                receipt.getChannel(),
                receipt.getJob(),
                receipt.getAccepted(),
                receipt.getRefused(),
                receipt.getTakenAt(),
                receipt.getPlaces().stream()
                        .map(place -> new LogRange(
                                place.getTopic(),
                                place.getPartition(),
                                place.getEvents(),
                                place.getFirstOffset(),
                                place.getLastOffset()))
                        .toList());
    }
}
