package vn.hanoi.datahub.domain.agency;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;

/**
 * An agency, with the event types it may publish and the area it may publish for.
 *
 * @param code e.g. {@code H26.HCC}; H26 is Hà Nội in the national list of identifiers
 * @param types event types it may publish
 * @param area unit it reports for, including all units within it; null for the whole city, past units included
 * @param quota null for the hub's default quota
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
