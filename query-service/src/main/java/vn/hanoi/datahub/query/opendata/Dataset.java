package vn.hanoi.datahub.query.opendata;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;

/** What is published under one address: a table for everybody. */
interface Dataset {

    /** The last part of its address, which never changes. */
    String id();

    Text title();

    Text description();

    /** The EU's data theme: {@code GOVE}, {@code ENVI}, … */
    String theme();

    List<Column> columns();

    /** Its rows now; each with a cell for every column. */
    Stream<List<@Nullable Object>> rows();

    /**
     * Its rows as they were at the end of a day in Hà Nội.
     *
     * @return empty where it keeps no snapshots
     */
    Optional<Stream<List<@Nullable Object>>> rows(LocalDate day);

    /** Changes whenever its rows may have changed: one file is served for as long as it is the same. */
    String state();

    /** When it changed last; empty where it never did. */
    Optional<Instant> modified();

    /** How long it is from one change to the next, as measured; empty where there is nothing to measure yet. */
    Optional<Duration> changesEvery();

    /** Of which years it speaks, from the first to the last; empty where there is nothing yet. */
    List<Integer> years();
}
