package vn.hanoi.datahub.streams.processor;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.fold.Evaluation;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.values.IndicatorPart;
import vn.hanoi.datahub.values.IndicatorRow;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** Between a row in the store and the records that are published of it. */
public final class PublishedRows {

    private static final int SCALE = 6;
    private static final int DIGITS = 38;

    private PublishedRows() {}

    static IndicatorRowKey key(IndicatorDefinition definition, AreaId area, Period period) {
        return new IndicatorRowKey(definition.id(), definition.version(), area.code(), area.since(), period.text());
    }

    /** The record with every part, and the one with those that changed. */
    static Evaluated of(Row row, Set<Slice> changed, long now) {
        List<IndicatorPart> all = new ArrayList<>();
        List<IndicatorPart> revised = new ArrayList<>(changed.size());
        row.forEach((slice, part) -> {
            if (part.published() != null) {
                IndicatorPart published = part(slice, part, part.published());
                all.add(published);
                if (changed.contains(slice)) {
                    revised.add(published);
                }
            }
        });
        Instant recordedAt = Instant.ofEpochMilli(now);
        return new Evaluated(new IndicatorRow(recordedAt, all), new IndicatorRow(recordedAt, revised), null);
    }

    private static IndicatorPart part(Slice slice, Row.Part part, Evaluation published) {
        return new IndicatorPart(
                slice.dimension(),
                slice.member(),
                published.value(),
                decimal(published.numerator()),
                decimal(published.denominator()),
                published.events(),
                published.coverage(),
                part.revision(),
                Instant.ofEpochMilli(part.firstRecordedAt()),
                Instant.ofEpochMilli(part.recordedAt()));
    }

    /** As published; null where no published number could hold it (a ratio of absurd reports). */
    private static @Nullable BigDecimal decimal(@Nullable BigDecimal number) {
        if (number == null) {
            return null;
        }
        BigDecimal published = number.setScale(SCALE, RoundingMode.HALF_EVEN);
        return published.precision() > DIGITS ? null : published;
    }

    /** Where the store holds a row. */
    public static Bytes key(IndicatorRowKey key) {
        String definition = key.getIndicator() + "@" + key.getDefinitionVersion();
        AreaId area = new AreaId(key.getArea(), key.getAreaSince());
        return CellKey.row(CellKey.series(definition, area.toString()), Period.parse(key.getPeriod()));
    }

    /** The values published last, of the store's bytes; none where there are no bytes, or nothing was published. */
    public static Map<Slice, Evaluation> values(byte @Nullable [] stored) {
        Map<Slice, Evaluation> values = new HashMap<>();
        Row.of(stored)
                .forEach((slice, part) -> Optional.ofNullable(part.published())
                        .ifPresent(published -> values.put(slice, Objects.requireNonNull(published))));
        return values;
    }
}
