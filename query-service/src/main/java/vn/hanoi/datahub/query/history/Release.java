package vn.hanoi.datahub.query.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A release of datasets that are derived from the same events. It is written as a whole or not at all.
 *
 * @param family ids of the datasets, in order, including those that did not change
 * @param after the last release of the family on which this one is based; null for the first. If another release came
 *     in between, this one is void, because what both disclose together was not checked
 * @param at when it was released
 * @param cells the cells that changed, by dataset
 */
public record Release(List<String> family, @Nullable Instant after, Instant at, Map<String, List<Released>> cells) {

    /** Returns a name that is unique among all releases. */
    public String name() {
        return family.get(0) + " " + at;
    }
}
