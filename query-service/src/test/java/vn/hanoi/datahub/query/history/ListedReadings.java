package vn.hanoi.datahub.query.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;
import vn.hanoi.datahub.query.view.ValueKey;

/** Values that a test lists, as a caller may read them. */
public class ListedReadings implements Readings {

    private final List<Value> values = new ArrayList<>();

    protected final void add(Value value) {
        values.add(value);
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
