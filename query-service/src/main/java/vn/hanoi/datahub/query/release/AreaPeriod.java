package vn.hanoi.datahub.query.release;

import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.view.Value;

/** A cell of a dataset's table: a unit in a period. */
record AreaPeriod(AreaId area, Period period) {

    public static AreaPeriod of(Value value) {
        return new AreaPeriod(value.key().area(), value.key().period());
    }
}
