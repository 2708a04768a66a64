package vn.hanoi.datahub.domain.area;

import java.time.LocalDate;

/**
 * Permanent identifier of one unit: a code alone refers to different units at different times.
 *
 * @param since the unit's first day
 */
public record AreaId(String code, LocalDate since) {

    private static final int COMMUNE_DIGITS = 5;

    /** Parses the output of {@link #toString}. */
    public static AreaId parse(String text) {
        int at = text.indexOf('@');
        return new AreaId(text.substring(0, at), LocalDate.parse(text.substring(at + 1)));
    }

    /** Returns whether the unit is a commune: only commune codes have five digits (Decision 19/2025/QĐ-TTg). */
    public boolean isCommune() {
        return code.length() == COMMUNE_DIGITS;
    }

    /** Returns the same for an id in the form that {@link #toString} writes. */
    public static boolean isCommune(String id) {
        return id.indexOf('@') == COMMUNE_DIGITS;
    }

    /**
     * Implemented by hand: a record's generated methods go through method handles, and this type is part of every key.
     */
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
