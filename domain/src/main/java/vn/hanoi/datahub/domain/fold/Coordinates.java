package vn.hanoi.datahub.domain.fold;

import java.util.List;
import vn.hanoi.datahub.domain.period.Period;

/**
 * The place in an indicator's series at which a contribution counts.
 *
 * @param period the finest period in which the definition counts
 * @param agency code of the reporting agency
 * @param unit the unit that counts as having reported in the coverage: the reporting commune, or the city
 * @param members one value for each of the definition's dimensions, in their order; empty text where the event has none
 * @param key distinguishes contributions within one cell (a person, an agency, a moment, the subject of a stock); empty
 *     where the fold adds them all
 */
public record Coordinates(Period period, String agency, String unit, List<String> members, String key, Part part) {
    public Coordinates {
        members = List.copyOf(members);
    }

    /** Implemented by hand, as in {@link Cell}. */
    @Override
    public int hashCode() {
        int hash = Hash.mix(period.hashCode(), agency.hashCode());
        hash = Hash.mix(hash, unit.hashCode());
        hash = Hash.mix(hash, members.hashCode());
        return Hash.mix(hash, key.hashCode() + part.ordinal());
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
