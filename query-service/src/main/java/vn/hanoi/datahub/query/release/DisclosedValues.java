package vn.hanoi.datahub.query.release;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.history.Released;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;

/**
 * Values as shown in the open data, for anonymous readers. Counts of people come from the newest release, without the
 * hidden ones, so that no output can be subtracted from another to disclose more than is already public. Indicators
 * that are not open have no values here. All other values are unrestricted.
 */
public final class DisclosedValues implements Readings {

    private final Readings published;
    private final ProtectedData released;
    private final BooleanSupplier isKnown;
    private final InstantSource clock;

    /** @param isKnown whether the current caller may see everything */
    public DisclosedValues(Readings published, ProtectedData released, BooleanSupplier isKnown, InstantSource clock) {
        this.published = published;
        this.released = released;
        this.isKnown = isKnown;
        this.clock = clock;
    }

    @Override
    public boolean areWhole(IndicatorDefinition definition) {
        return isKnown.getAsBoolean()
                || (definition.publication().open() && definition.publication().smallCellsShown());
    }

    @Override
    public Stream<Value> list(ValueFilter wanted, int limit) {
        return areWhole(wanted.definition())
                ? published.list(wanted, limit)
                : shown(wanted).sorted(Comparator.comparing(Value::key)).limit(limit);
    }

    /**
     * Returns no revisions of protected values: the number of revisions would disclose earlier counts, which the open
     * data do not contain either.
     */
    @Override
    public List<Value> revisions(ValueFilter wanted, int limit) {
        return areWhole(wanted.definition()) ? published.revisions(wanted, limit) : List.of();
    }

    @Override
    public Optional<Value> latest(IndicatorDefinition definition, Granularity granularity, AreaId area) {
        if (areWhole(definition)) {
            return published.latest(definition, granularity, area);
        }
        return shown(ValueFilter.totals(definition, granularity).in(area.code()).within(area::equals))
                .filter(value -> value.events() > 0
                        && value.key().period().startInstant().isBefore(clock.instant()))
                .max(Comparator.comparing(value -> value.key().period().start()));
    }

    private Stream<Value> shown(ValueFilter wanted) {
        IndicatorDefinition definition = wanted.definition();
        if (!definition.publication().open()) {
            return Stream.empty();
        }
        Collection<Released> rows =
                wanted.asOf() == null ? released.unordered(definition) : released.list(definition, wanted.asOf());
        return rows.stream()
                .filter(row -> !row.hidden() && isWanted(row.value(), wanted))
                .map(Released::value);
    }

    private static boolean isWanted(Value value, ValueFilter wanted) {
        return value.key().version() == wanted.definition().version()
                && value.key().dimension().equals(wanted.dimension())
                && value.key().period().granularity() == wanted.granularity()
                && (wanted.area() == null || value.key().area().code().equals(wanted.area()))
                && wanted.units().test(value.key().area())
                && !value.key().period().start().isBefore(wanted.from())
                && value.key().period().start().isBefore(wanted.to());
    }
}
