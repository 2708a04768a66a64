package vn.hanoi.datahub.streams.processor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.fold.Evaluation;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.codec.PublishedPart;
import vn.hanoi.datahub.schemas.codec.StateWriter;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** Converts between rows in the store and the records published of them. */
public final class PublishedRows {

    private static final int END_OF_ARRAY = 0;

    private PublishedRows() {}

    /** Returns the key as Avro. */
    static byte[] key(IndicatorDefinition definition, AreaId area, Period period) {
        return new StateWriter()
                .text(definition.id())
                .number(definition.version())
                .text(area.code())
                .number(area.since().toEpochDay())
                .text(period.text())
                .toBytes();
    }

    /** Returns the record with every part, and the one with the parts that changed, as Avro. */
    static Evaluated.Rows of(Row row, Set<Slice> changed, long now) {
        List<byte[]> all = new ArrayList<>(row.size());
        List<byte[]> revised = new ArrayList<>(changed.size());
        row.forEach((slice, part) -> {
            if (part.published() != null) {
                byte[] published = part.avro(slice, PublishedRows::part);
                all.add(published);
                if (changed.contains(slice)) {
                    revised.add(published);
                }
            }
        });
        return new Evaluated.Rows(row(all, now), row(revised, now));
    }

    private static byte[] row(List<byte[]> parts, long now) {
        StateWriter writer = new StateWriter().number(now);
        if (!parts.isEmpty()) {
            writer.number(parts.size());
            parts.forEach(writer::raw);
        }
        return writer.number(END_OF_ARRAY).toBytes();
    }

    private static byte[] part(Slice slice, Row.Part part) {
        Evaluation published = Objects.requireNonNull(part.published());
        return new PublishedPart(
                        slice.dimension(),
                        slice.member(),
                        published.value(),
                        published.numerator(),
                        published.denominator(),
                        published.events(),
                        published.coverage(),
                        part.revision(),
                        part.firstRecordedAt(),
                        part.recordedAt())
                .toAvro();
    }

    /**
     * Returns the values published last of an indicator's area and period; none where nothing was published.
     *
     * @param stored reads the store's record with a key
     */
    public static Map<Slice, Evaluation> values(
            ActiveDefinitions active, IndicatorRowKey key, Function<Bytes, byte @Nullable []> stored) {
        IndicatorDefinition definition = active.find(key.getIndicator(), key.getDefinitionVersion());
        AreaId area = new AreaId(key.getArea(), key.getAreaSince());
        Map<Slice, Evaluation> values = new HashMap<>();
        if (definition != null) {
            Row.of(PackedCells.row(definition, area, Period.parse(key.getPeriod()), stored))
                    .forEach((slice, part) -> {
                        if (part.published() != null) {
                            values.put(slice, part.published());
                        }
                    });
        }
        return values;
    }
}
