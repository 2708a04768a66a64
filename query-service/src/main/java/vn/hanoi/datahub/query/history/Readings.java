package vn.hanoi.datahub.query.history;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;

/** Values as a caller may read them; all outputs read values through this interface. */
public interface Readings {

    /**
     * Returns the selected values, in the order of their keys.
     *
     * @param limit maximum number of values
     * @throws HistoryException if values that are not in memory cannot be read
     */
    Stream<Value> list(ValueFilter wanted, int limit);

    /**
     * Returns the revisions of one period, newest first.
     *
     * @param limit maximum number of revisions
     * @throws HistoryException if the history cannot be read
     */
    List<Value> revisions(ValueFilter wanted, int limit);

    /** Returns the newest total of an area that has events, for a period that has begun. */
    Optional<Value> latest(IndicatorDefinition definition, Granularity granularity, AreaId area);

    /**
     * Returns whether the caller may read values of an indicator unrestricted: with their parts, with every change, and
     * down to single events.
     */
    boolean areWhole(IndicatorDefinition definition);
}
