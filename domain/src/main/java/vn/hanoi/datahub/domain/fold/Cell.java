package vn.hanoi.datahub.domain.fold;

import vn.hanoi.datahub.domain.period.Period;

/** One place in the series of an indicator and area: a period and a slice. */
public record Cell(Period period, Slice slice) {

    /**
     * Implemented by hand: cells are looked up by the million, and a record's generated methods go through method
     * handles.
     */
    @Override
    public int hashCode() {
        return Hash.mix(period.hashCode(), slice.hashCode());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cell cell && period.equals(cell.period) && slice.equals(cell.slice);
    }
}
