package vn.hanoi.datahub.query.history;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.query.view.Value;

/** Values as somebody may read them: every way out asks here. */
public interface Readings {

    /**
     * What is wanted, in the order of the keys.
     *
     * @param limit so many at most
     * @throws HistoryException when what is not in memory cannot be read
     */
    Stream<Value> list(ValueFilter wanted, int limit);

    /**
     * What was published for one period, the newest first.
     *
     * @param limit so many at most
     * @throws HistoryException when the history cannot be read
     */
    List<Value> revisions(ValueFilter wanted, int limit);

    /** The newest total of an area in which something counts, of a period that has begun. */
    Optional<Value> latest(IndicatorDefinition definition, Granularity granularity, AreaId area);

    /**
     * Whether values of an indicator may be read as they are: with their parts, from moment to moment, and down to
     * single events.
     */
    boolean areWhole(IndicatorDefinition definition);
}
