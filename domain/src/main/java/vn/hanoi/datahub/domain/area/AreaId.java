package vn.hanoi.datahub.domain.area;

import java.time.LocalDate;

/**
 * One unit for ever: a code alone names different units at different times.
 *
 * @param since the unit's first day
 */
public record AreaId(String code, LocalDate since) {

    private static final int COMMUNE_DIGITS = 5;

    /** Reads what {@link #toString} writes. */
    public static AreaId parse(String text) {
        int at = text.indexOf('@');
        return new AreaId(text.substring(0, at), LocalDate.parse(text.substring(at + 1)));
    }

    /** Codes of communes have five digits (Decision 19/2025/QĐ-TTg). */
    public boolean isCommune() {
        return code.length() == COMMUNE_DIGITS;
    }

    /** The same of an id as {@link #toString} writes it. */
    public static boolean isCommune(String id) {
        return id.indexOf('@') == COMMUNE_DIGITS;
    }

    /** Written out: a record's own methods go through method handles, and this is part of every key. */
    @Override
    public int hashCode() {
        return 31 * code.hashCode() + since.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AreaId id && code.equals(id.code) && since.equals(id.since);
    }

    @Override
    public String toString() {
        return code + "@" + since;
    }
}
