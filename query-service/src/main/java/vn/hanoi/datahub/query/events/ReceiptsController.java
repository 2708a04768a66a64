package vn.hanoi.datahub.query.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.quality.Place;
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

    /** The newest receipts; an agency sees its own. All of them are in {@code hanoi.receipt.v1}. */
    @Operation(summary = "The newest 1,000 receipts; for their agency and operators")
    @GetMapping("/v1/receipts")
    Map<String, Object> receipts(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String agency,
            @Parameter(description = "event type") @RequestParam(required = false) @Nullable String type,
            @Parameter(description = "id of a file's job") @RequestParam(required = false) @Nullable String job) {
        List<Map<String, @Nullable Object>> rows = receipts.newestFirst(
                        caller.ownAgency().orElse(agency))
                .filter(receipt -> agency == null || agency.equals(receipt.getAgency()))
                .filter(receipt -> type == null || type.equals(receipt.getType()))
                .filter(receipt -> job == null || job.equals(receipt.getJob()))
                .limit(PAGE)
                .map(ReceiptsController::row)
                .toList();
        return Map.of("receipts", rows);
    }

    private static Map<String, @Nullable Object> row(Receipt receipt) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", receipt.getId());
        row.put("agency", receipt.getAgency());
        row.put("type", receipt.getType());
        row.put("channel", receipt.getChannel());
        row.put("job", receipt.getJob());
        row.put("accepted", receipt.getAccepted());
        row.put("refused", receipt.getRefused());
        row.put("takenAt", receipt.getTakenAt().toString());
        row.put(
                "places",
                receipt.getPlaces().stream().map(ReceiptsController::place).toList());
        return row;
    }

    private static Map<String, Object> place(Place place) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("topic", place.getTopic());
        row.put("partition", place.getPartition());
        row.put("events", place.getEvents());
        row.put("firstOffset", place.getFirstOffset());
        row.put("lastOffset", place.getLastOffset());
        return row;
    }
}
