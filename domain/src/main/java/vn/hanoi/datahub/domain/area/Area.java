package vn.hanoi.datahub.domain.area;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An administrative unit while it is in force. A code alone is ambiguous: {@code 00004} was Trúc Bạch until 2025-06-30
 * and has been Ba Đình since, so a code is always read together with a date.
 *
 * @param code statistics-office code, text with leading zeros (Decision 19/2025/QĐ-TTg): city 2 digits, district 3,
 *     commune 5
 * @param name with diacritics and without its kind, e.g. {@code Ba Đình}
 * @param kind e.g. {@code phường}, {@code xã}, {@code quận}
 * @param validFrom first day in force
 * @param validTo last day in force; null while it is in force
 * @param parent code of the unit above; null for the city
 * @param facts population and place, where the register knows them
 */
public record Area(
        String code,
        AreaLevel level,
        String name,
        String kind,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        @Nullable String parent,
        @Nullable AreaFacts facts) {

    /** Code and first day, which together mean one unit for ever: {@code 00004@2025-07-01}. */
    public AreaId id() {
        return new AreaId(code, validFrom);
    }

    public boolean isInForce(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }

    /** The name with its kind in front, as written on a door: {@code Phường Ba Đình}. */
    public String fullName() {
        return kind.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + kind.substring(1) + " " + name;
    }
}
