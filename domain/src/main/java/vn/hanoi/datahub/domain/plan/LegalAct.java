package vn.hanoi.datahub.domain.plan;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;

/**
 * A legal act that sets, amends or replaces targets.
 *
 * @param number e.g. {@code 239/KH-UBND}
 * @param date the day it was signed; the day it was drafted where it never was
 * @param validity null for a draft, which was never in force
 */
public record LegalAct(
        String number,
        Text title,
        Text issuer,
        LocalDate date,
        Related related,
        @Nullable Validity validity) {

    /** The acts that an act refers to, by number. */
    public record Related(List<String> amends, List<String> replaces) {
        public Related {
            amends = List.copyOf(amends);
            replaces = List.copyOf(replaces);
        }
    }

    /**
     * When an act is in force.
     *
     * @param from first day
     * @param to last day; null while it is in force
     */
    public record Validity(LocalDate from, @Nullable LocalDate to) {
        public boolean includes(LocalDate day) {
            return !day.isBefore(from) && (to == null || !day.isAfter(to));
        }
    }

    public boolean isInForce(LocalDate day) {
        return validity != null && validity.includes(day);
    }

    public boolean isDraft() {
        return validity == null;
    }
}
