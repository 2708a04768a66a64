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
import vn.hanoi.datahub.query.view.NewestByAgency;
import vn.hanoi.datahub.schemas.access.Caller;

/** What an agency was told of its batches: its proof that it delivered, and when. */
@RestController
@Tag(name = "events")
class ReceiptsController {

    private static final int PAGE = 1_000;

    private final NewestByAgency<Receipt> receipts;

    public ReceiptsController(NewestByAgency<Receipt> receipts) {
        this.receipts = receipts;
    }

    record ReceiptList(List<ReceiptRow> receipts) {}

    /**
     * What an agency was told of one batch.
     *
     * @param channel how it came: {@code events}, {@code file}, {@code mqtt} or {@code ngsi}
     * @param job id of the file's job; null where it was no file
     * @param takenAt when it was accepted
     * @param places where the accepted events are in the log
     */
    record ReceiptRow(
            String id,
            String agency,
            String type,
            @Nullable String channel,
            @Nullable String job,
            long accepted,
            Map<String, Long> refused,
            Instant takenAt,
            List<LogRange> places) {}

    /** A range of one partition; other records may lie between the events. */
    record LogRange(String topic, int partition, long events, long firstOffset, long lastOffset) {}

    /** The newest receipts; an agency sees its own. All of them are in {@code hanoi.receipt.v1}. */
    @Operation(operationId = "listReceipts", summary = "The newest 1,000 receipts; for their agency and operators")
    @GetMapping("/v1/receipts")
    ReceiptList receipts(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String agency,
            @Parameter(description = "event type") @RequestParam(required = false) @Nullable String type,
            @Parameter(description = "id of a file's job") @RequestParam(required = false) @Nullable String job) {
        return new ReceiptList(receipts.newestFirst(caller.ownAgency().orElse(agency))
                .filter(receipt -> agency == null || agency.equals(receipt.getAgency()))
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
