package vn.hanoi.datahub.query.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A release of datasets that speak of the same events: all of it, or nothing.
 *
 * @param family the datasets, in the order of their ids, whether something of them changed or not
 * @param after the last release of the family that it was put together after; null for the first. Where another one
 *     came in between it is none: what both show together nobody has looked at
 * @param at when it was released
 * @param cells those that changed, by dataset
 */
public record Release(List<String> family, @Nullable Instant after, Instant at, Map<String, List<Released>> cells) {

    /** Names it among all releases. */
    public String name() {
        return family.get(0) + " " + at;
    }
}
