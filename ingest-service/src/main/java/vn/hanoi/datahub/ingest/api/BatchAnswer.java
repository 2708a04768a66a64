package vn.hanoi.datahub.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.ingest.publish.Effect;

/**
 * The result for a batch: one result for each event, in the order of the batch.
 *
 * @param receipt id of the receipt, for {@code /v1/receipts}; null on a dry run
 * @param effect the values that would change, on a dry run; otherwise null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BatchAnswer(
        int accepted,
        int refused,
        @Nullable String receipt,
        List<Answer> results,
        @Nullable Effect effect) {}
