package vn.hanoi.datahub.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What became of a batch, event by event, in its order.
 *
 * @param receipt id of the receipt, for {@code /v1/receipts}; null on a dry run
 * @param effect on a dry run: the values that would change
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BatchAnswer(
        int accepted,
        int refused,
        @Nullable String receipt,
        List<Answer> results,
        @Nullable JsonNode effect) {}
