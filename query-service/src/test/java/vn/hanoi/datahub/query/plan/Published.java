package vn.hanoi.datahub.query.plan;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.history.ValueFilter;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;

/** Totals of one area. */
final class Published implements Readings {

    private final AreaId area;
    private final List<Value> values = new ArrayList<>();

    Published(AreaId area) {
        this.area = area;
    }

    /** A ratio in per cent. */
    Published with(String indicator, String period, long numerator, long denominator) {
        values.add(value(area, indicator, period, numerator, denominator));
        return this;
    }

    static Value value(AreaId area, String indicator, String period, long numerator, long denominator) {
        return new Value(
                new ValueKey(indicator, 1, "", area, "", Period.parse(period)),
                100.0 * numerator / denominator,
                BigDecimal.valueOf(numerator),
                BigDecimal.valueOf(denominator),
                1,
                null,
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                false);
    }

    @Override
    public Stream<Value> list(ValueFilter wanted, int limit) {
        return values.stream()
                .filter(value -> {
                    ValueKey key = value.key();
                    return key.indicator().equals(wanted.definition().id())
                            && key.dimension().equals(wanted.dimension())
                            && key.period().granularity() == wanted.granularity()
                            && !key.period().start().isBefore(wanted.from())
                            && key.period().start().isBefore(wanted.to())
                            && wanted.units().test(key.area());
                })
                .sorted(Comparator.comparing(Value::key));
    }

    @Override
    public List<Value> revisions(ValueFilter wanted, int limit) {
        return List.of();
    }

    @Override
    public Optional<Value> latest(IndicatorDefinition definition, Granularity granularity, AreaId of) {
        return Optional.empty();
    }

    @Override
    public boolean areWhole(IndicatorDefinition definition) {
        return true;
    }
}
