package vn.hanoi.datahub.streams.processor;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.fold.Contribution;
import vn.hanoi.datahub.domain.fold.Coordinates;
import vn.hanoi.datahub.domain.fold.Hash;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.fold.TallySum;
import vn.hanoi.datahub.schemas.codec.StateWriter;
import vn.hanoi.datahub.schemas.trace.Origin;
import vn.hanoi.datahub.state.ChangesState;

/**
 * The changes since the last commit, combined by series and coordinates: a thousand events that count in one cell are
 * sent as one change, and what was added and taken back is not sent at all.
 */
final class PendingDeltas {

    /** With texts of the length that admission allows, this many stay well below Kafka's limit of one megabyte. */
    private static final int MOST_CHANGES = 100;

    private record Series(String indicator, int version, AreaId area) {
        /** Written by hand: a record's generated methods go through method handles. */
        @Override
        public int hashCode() {
            return Hash.mix(Hash.mix(indicator.hashCode(), version), area.hashCode());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Series series
                    && version == series.version
                    && area.equals(series.area)
                    && indicator.equals(series.indicator);
        }
    }

    private final Map<Series, Map<Coordinates, TallySum>> changes = new LinkedHashMap<>();
    private final Map<Series, Origin> origins = new HashMap<>();
    private @Nullable Origin origin;
    private int size;

    /** Sets the origin of everything added from here on; null where no new event is behind it. */
    void from(@Nullable Origin from) {
        origin = from;
    }

    void add(Contribution contribution) {
        add(contribution, contribution.tally());
    }

    void take(Contribution contribution) {
        add(contribution, contribution.tally().negated());
    }

    private void add(Contribution contribution, Tally tally) {
        for (AreaId area : contribution.areas()) {
            Series series = new Series(contribution.indicator(), contribution.version(), area);
            changes.computeIfAbsent(series, id -> new LinkedHashMap<>())
                    .computeIfAbsent(contribution.at(), this::hold)
                    .add(tally);
            if (origin != null) {
                origins.merge(series, origin, Origin::merge);
            }
        }
    }

    private TallySum hold(Coordinates at) {
        size++;
        return new TallySum();
    }

    /** Returns the number of pending changes. */
    int size() {
        return size;
    }

    /**
     * Hands out the remaining changes and their origins, in records of one indicator and area that are small enough for
     * the log however much was combined; then starts over.
     */
    void drain(BiConsumer<ChangesState, @Nullable Origin> records) {
        changes.forEach((series, places) -> {
            StateWriter writer = new StateWriter();
            int[] written = {0};
            places.forEach((at, sum) -> {
                Tally tally = sum.toTally();
                if (!tally.isZero()) {
                    StateCodec.change(at, tally, writer);
                    if (++written[0] % MOST_CHANGES == 0) {
                        records.accept(record(series, writer), origins.get(series));
                    }
                }
            });
            if (written[0] % MOST_CHANGES != 0) {
                records.accept(record(series, writer), origins.get(series));
            }
        });
        clear();
    }

    private static ChangesState record(Series series, StateWriter changes) {
        return new ChangesState(
                series.indicator(), series.version(), series.area().toString(), ByteBuffer.wrap(changes.take()), null);
    }

    void clear() {
        changes.clear();
        size = 0;
        origins.clear();
        origin = null;
    }
}
