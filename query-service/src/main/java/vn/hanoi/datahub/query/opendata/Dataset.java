package vn.hanoi.datahub.query.opendata;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;

/** A public table, published under one address. */
interface Dataset {

    /** Returns the last part of its address, which never changes. */
    String id();

    Text title();

    Text description();

    /** Returns the EU's data theme: {@code GOVE}, {@code ENVI}, … */
    String theme();

    List<Column> columns();

    /** Returns its current rows, each with a cell for every column. */
    Stream<List<@Nullable Object>> rows();

    /**
     * Returns its rows as they were at the end of a day in Hà Nội.
     *
     * @return empty if it keeps no snapshots
     */
    Optional<Stream<List<@Nullable Object>>> rows(LocalDate day);

    /**
     * Returns a state that changes whenever the rows may have changed; one file is served as long as it stays the same.
     */
    String state();

    /** Returns the measured interval between changes; empty if there is nothing to measure yet. */
    Optional<Duration> changesEvery();

    /** Returns what its rows cover. All of them may have to be read: see {@link Extents}. */
    Extent extent();

    /**
     * What the rows of a dataset cover.
     *
     * @param modified when it last changed; empty if never
     * @param years the years that have data, in ascending order; empty if there are none yet
     */
    record Extent(Optional<Instant> modified, List<Integer> years) {
        static final Extent UNKNOWN = new Extent(Optional.empty(), List.of());
    }
}
