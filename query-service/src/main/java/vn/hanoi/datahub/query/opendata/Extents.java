package vn.hanoi.datahub.query.opendata;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;

/** The extents of datasets. Each is computed once for a state, because that reads all rows. */
final class Extents {

    private static final int MOST_DATASETS = 10_000;

    private final Cache<String, Computed> known =
            Caffeine.newBuilder().maximumSize(MOST_DATASETS).build();

    private record Computed(String state, Dataset.Extent extent) {}

    Dataset.Extent of(Dataset dataset) {
        // The state is determined first: if the rows change meanwhile, they are read again next time.
        return of(dataset.id(), dataset.state(), dataset::extent);
    }

    Dataset.Extent of(String dataset, String state, Supplier<Dataset.Extent> read) {
        Computed last = known.getIfPresent(dataset);
        if (last == null || !last.state().equals(state)) {
            last = new Computed(state, read.get());
            known.put(dataset, last);
        }
        return last.extent();
    }
}
