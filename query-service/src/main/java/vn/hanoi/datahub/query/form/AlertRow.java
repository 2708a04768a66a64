package vn.hanoi.datahub.query.form;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;

/**
 * An alert as returned to readers. The fields are in the order of the contract.
 *
 * @param status {@code open}, {@code acknowledged} or {@code resolved}
 * @param ending why the alert was resolved; null while it is unresolved
 * @param areaSince first day of the unit that was in force when the alert was opened
 * @param member member of the rule's dimension, such as a station or a road link
 * @param agency agency whose feed the alert is about; null if it is about a value
 * @param quantity value that opened the alert or last raised its severity, in the indicator's unit
 * @param quantityNow newest value of the same quantity; null if the alert is not about a value, or there is none
 * @param acknowledgement absent until an operator acknowledges the alert
 * @param memberName name of the member for people: that of a river gauge or an event type; null where only the code is
 *     known
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
        String member,
        @Nullable String agency,
        @Nullable String period,
        double quantity,
        @Nullable Double quantityNow,
        double threshold,
        Instant openedAt,
        Instant changedAt,
        @JsonUnwrapped @Nullable Acknowledged acknowledgement,
        @Nullable Text memberName) {

    /**
     * @param acknowledgedBy name of the operator's key
     * @param note the operator's note; may be empty
     */
    public record Acknowledged(String acknowledgedBy, Instant acknowledgedAt, String note) {}
}
