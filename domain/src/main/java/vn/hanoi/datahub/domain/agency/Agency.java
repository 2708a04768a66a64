package vn.hanoi.datahub.domain.agency;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;

/**
 * Who may publish what, and for where.
 *
 * @param code e.g. {@code H26.HCC}; H26 is Hà Nội in the national list of identifiers
 * @param types event types it may publish
 * @param area the unit it speaks for, with all units in it; null for the whole city, past units included
 * @param quota null for the hub's standard one
 */
public record Agency(
        String code,
        Text name,
        Set<String> types,
        @Nullable String area,
        @Nullable Quota quota) {
    public Agency {
        types = Set.copyOf(types);
    }
}
