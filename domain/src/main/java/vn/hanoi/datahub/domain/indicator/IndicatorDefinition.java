package vn.hanoi.datahub.domain.indicator;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.fold.Fold;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.fold.FoldSettings;
import vn.hanoi.datahub.domain.period.Granularity;

/** Definition of an indicator: data in the catalogue, not code. What nearly every caller asks for is here as well. */
public record IndicatorDefinition(Meaning meaning, Counting counting, Frame frame, Publication publication) {

    private static final BigDecimal PER_CENT = BigDecimal.valueOf(100);

    public String id() {
        return meaning.id();
    }

    public int version() {
        return meaning.version();
    }

    public String pillar() {
        return meaning.pillar();
    }

    public Text name() {
        return meaning.name();
    }

    public String unit() {
        return meaning.unit();
    }

    public FoldKind fold() {
        return counting.fold();
    }

    public List<String> dimensions() {
        return counting.dimensions();
    }

    public List<Granularity> periods() {
        return frame.periods();
    }

    public List<AreaLevel> levels() {
        return frame.levels();
    }

    /** Returns the fold that turns the definition's contributions into values. */
    public Fold folding() {
        return fold().over(new FoldSettings(
                periods(),
                dimensions(),
                factor(),
                counting.headline(),
                counting.coverage() == Counting.Coverage.AGENCIES));
    }

    /** Returns the multiplier of the ratio, 100 for per cent; null when the value is the numerator itself. */
    public @Nullable BigDecimal factor() {
        return !counting.ratio() ? null : unit().startsWith("%") ? PER_CENT : BigDecimal.ONE;
    }

    /** Returns whether its hourly values, by its first dimension, are the readings of single sensors. */
    public boolean isOfSensors() {
        return pillar().equals("live")
                && periods().contains(Granularity.HOUR)
                && !dimensions().isEmpty();
    }
}
