package vn.hanoi.datahub.query.view;

import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.values.IndicatorRowKey;

/**
 * Identifies a row of values: the total of an area and period, and its parts.
 *
 * @param version version of the definition by which it was counted
 */
public record RowKey(String indicator, int version, AreaId area, Period period) {

    public static RowKey of(IndicatorRowKey key) {
        return new RowKey(
                key.getIndicator(),
                key.getDefinitionVersion(),
                new AreaId(key.getArea(), key.getAreaSince()),
                Period.parse(key.getPeriod()));
    }
}
