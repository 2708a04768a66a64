package vn.hanoi.datahub.query.opendata;

import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.view.Value;

/** A cell of a dataset's table: a unit in a period. */
record Name(AreaId area, Period period) {

    static Name of(Value value) {
        return new Name(value.key().area(), value.key().period());
    }
}
