package vn.hanoi.datahub.streams.processor;

import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.codec.StateSerde;
import vn.hanoi.datahub.state.CellState;
import vn.hanoi.datahub.state.EvaluationState;
import vn.hanoi.datahub.values.IndicatorValueKey;

/** What the store of cells holds of a published value. */
public final class PublishedCell {

    private static final Deserializer<CellState> CELLS =
            StateSerde.of(new CellState()).deserializer();

    private PublishedCell() {}

    /** Where the store holds it. */
    public static Bytes key(IndicatorValueKey key) {
        String definition = key.getIndicator() + "@" + key.getDefinitionVersion();
        AreaId area = new AreaId(key.getArea(), key.getAreaSince());
        Cell cell = new Cell(Period.parse(key.getPeriod()), new Slice(key.getDimension(), key.getMember()));
        return CellKey.of(CellKey.series(definition, area.toString()), cell);
    }

    /** The value published last, of the store's bytes; none where there are no bytes, or nothing was published. */
    public static Optional<EvaluationState> of(byte @Nullable [] stored) {
        return stored == null
                ? Optional.empty()
                : Optional.ofNullable(CELLS.deserialize("", stored).getPublished());
    }
}
