package vn.hanoi.datahub.query.view;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.schemas.codec.PublishedPart;

/**
 * A published value.
 *
 * @param value value in the indicator's unit; null if the denominator is 0 or the method yields none
 * @param events number of events in force that count; 0 if nothing counts any more
 * @param coverage units that reported ÷ units expected
 * @param estimated whether it includes a share of a divided unit
 */
public record Value(
        ValueKey key,
        @Nullable Double value,
        @Nullable BigDecimal numerator,
        @Nullable BigDecimal denominator,
        long events,
        @Nullable Double coverage,
        long revision,
        Instant firstRecordedAt,
        Instant recordedAt,
        boolean estimated) {

    public static Value of(RowKey row, PublishedPart part) {
        return new Value(
                new ValueKey(row.indicator(), row.version(), part.dimension(), row.area(), part.member(), row.period()),
                part.value(),
                plain(part.numerator()),
                plain(part.denominator()),
                part.events(),
                part.coverage(),
                part.revision(),
                Instant.ofEpochMilli(part.firstRecordedAt()),
                Instant.ofEpochMilli(part.recordedAt()),
                false);
    }

    public RowKey row() {
        return new RowKey(key.indicator(), key.version(), key.area(), key.period());
    }

    public PublishedPart part() {
        return new PublishedPart(
                key.dimension(),
                key.member(),
                value,
                numerator,
                denominator,
                events,
                coverage,
                revision,
                firstRecordedAt.toEpochMilli(),
                recordedAt.toEpochMilli());
    }

    /** Removes trailing zeros of the decimals. */
    public static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
        if (number == null) {
            return null;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
