package vn.hanoi.datahub.domain.fold;

import java.util.List;
import vn.hanoi.datahub.domain.period.Period;

/**
 * Where in an indicator's series a contribution counts.
 *
 * @param period the finest period the definition counts in
 * @param agency who reported
 * @param unit what stands for "a unit that reported" in the coverage: the reporting commune, or the city
 * @param members one value for each of the definition's dimensions, in their order; empty text where the event says
 *     nothing
 * @param key what the fold tells contributions of one cell apart by (a person, an agency, a moment, the subject of a
 *     stock); empty where it adds them all
 */
public record Coordinates(Period period, String agency, String unit, List<String> members, String key, Part part) {
    public Coordinates {
        members = List.copyOf(members);
    }

    /** Written out, as in {@link Cell}. */
    @Override
    public int hashCode() {
        int hash = 31 * period.hashCode() + agency.hashCode();
        hash = 31 * hash + unit.hashCode();
        hash = 31 * hash + members.hashCode();
        return 31 * hash + key.hashCode() + part.ordinal();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Coordinates at
                && part == at.part
                && key.equals(at.key)
                && agency.equals(at.agency)
                && unit.equals(at.unit)
                && period.equals(at.period)
                && members.equals(at.members);
    }
}
