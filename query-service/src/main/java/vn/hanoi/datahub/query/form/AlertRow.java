package vn.hanoi.datahub.query.form;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;

/**
 * An alert as readers get it. The order of the components is that of the contract.
 *
 * @param status {@code open}, {@code acknowledged} or {@code resolved}
 * @param ending why it was resolved; null while it is not
 * @param areaSince first day of the unit in force when the alert was opened
 * @param member of the rule's dimension: a station, a link
 * @param agency whose feed it is about; null where it is about a value
 * @param quantity what opened it, or last raised its grade, in the indicator's unit
 * @param quantityNow the newest value of the same; null where the alert is not about a value, or there is none
 * @param acknowledgement absent until an operator acknowledges the alert
 */
public record AlertRow(
        String id,
        String rule,
        Text title,
        String severity,
        String status,
        @Nullable String ending,
        @Nullable String indicator,
        @Nullable String area,
        @Nullable LocalDate areaSince,
        @Nullable String areaName,
        @Nullable String member,
        @Nullable String agency,
        @Nullable String period,
        @Nullable Double quantity,
        @Nullable Double quantityNow,
        @Nullable Double threshold,
        Instant openedAt,
        Instant changedAt,
        @JsonUnwrapped @Nullable Acknowledged acknowledgement) {

    /**
     * @param acknowledgedBy name of the operator's key
     * @param note what the operator wrote; null for nothing
     */
    public record Acknowledged(
            String acknowledgedBy,
            Instant acknowledgedAt,
            @Nullable String note) {}
}
