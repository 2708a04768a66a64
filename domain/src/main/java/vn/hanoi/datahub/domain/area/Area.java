package vn.hanoi.datahub.domain.area;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An administrative unit during the time it is in force. A code alone is ambiguous: {@code 00004} was Trúc Bạch until
 * 2025-06-30 and has been Ba Đình since, so a code is always read together with a date.
 *
 * @param code statistics-office code, as text with leading zeros (Decision 19/2025/QĐ-TTg): 2 digits for the city, 3
 *     for a district, 5 for a commune
 * @param name name with diacritics and without its kind, e.g. {@code Ba Đình}
 * @param kind e.g. {@code phường}, {@code xã}, {@code quận}
 * @param validFrom first day in force
 * @param validTo last day in force; null while it is in force
 * @param parent code of the unit above; null for the city
 * @param facts population and location; null where the register has none
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

    /** Returns the code and first day, which together identify one unit permanently: {@code 00004@2025-07-01}. */
    public AreaId id() {
        return new AreaId(code, validFrom);
    }

    public boolean isInForce(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }

    /** Returns the name preceded by its kind, as on a sign: {@code Phường Ba Đình}. */
    public String fullName() {
        return kind.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + kind.substring(1) + " " + name;
    }
}
