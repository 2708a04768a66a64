package vn.hanoi.datahub.domain.agency;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;

/**
 * An agency, with the event types it may publish and the area it may publish for.
 *
 * @param code e.g. {@code H26.HCC}; H26 is Hà Nội in the national list of identifiers
 * @param name its present name, or its last one
 * @param types event types it may publish
 * @param area unit it reports for, including all units within it; null for the whole city, past units included
 * @param quota null for the hub's default quota
 */
public record Agency(
        String code,
        Text name,
        Set<String> types,
        @Nullable String area,
        @Nullable Quota quota,
        Tenure tenure) {

    public Agency {
        types = Set.copyOf(types);
    }

    /**
     * When an agency exists, and what became of it.
     *
     * @param from first day; null if it is not known
     * @param to last day; null while it exists
     * @param successors the agencies that took over: one after a merger, several after a split
     * @param formerNames names before the present one, oldest first
     */
    public record Tenure(
            @Nullable LocalDate from, @Nullable LocalDate to, List<String> successors, List<FormerName> formerNames) {

        /** The tenure of an agency that has always existed under its name. */
        public static final Tenure UNLIMITED = new Tenure(null, null, List.of(), List.of());

        public Tenure {
            successors = List.copyOf(successors);
            formerNames = List.copyOf(formerNames);
        }
    }

    /** @param to the last day of the name */
    public record FormerName(Text name, LocalDate to) {}

    public boolean isInForce(LocalDate day) {
        return !isYetToBegin(day) && !hasEnded(day);
    }

    /** Returns whether a day is before the agency's first one. */
    public boolean isYetToBegin(LocalDate day) {
        LocalDate from = tenure.from();
        return from != null && day.isBefore(from);
    }

    /** Returns whether the agency has ceased to exist by a day. */
    public boolean hasEnded(LocalDate day) {
        LocalDate to = tenure.to();
        return to != null && day.isAfter(to);
    }

    public Text name(LocalDate day) {
        return tenure.formerNames().stream()
                .filter(former -> !day.isAfter(former.to()))
                .map(FormerName::name)
                .findFirst()
                .orElse(name);
    }
}
