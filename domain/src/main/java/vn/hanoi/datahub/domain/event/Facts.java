package vn.hanoi.datahub.domain.event;

import org.jspecify.annotations.Nullable;

/**
 * The {@code data} of one event, read by position in its {@link Shape}. Values are {@link String} (text and enum
 * symbols), {@link Boolean}, {@link Long}, {@link Double}, {@link java.time.Instant} and {@link java.time.LocalDate};
 * null where an optional field is absent.
 */
@FunctionalInterface
public interface Facts {
    @Nullable
    Object at(int position);
}
