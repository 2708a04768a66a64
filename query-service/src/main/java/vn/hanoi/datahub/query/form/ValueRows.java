package vn.hanoi.datahub.query.form;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.fold.VnAqiCategory;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.domain.plan.Goal;
import vn.hanoi.datahub.domain.plan.Plans;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.query.view.ValueStatus;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Writes values in the form returned to readers, with the names and the order of the contract. */
public final class ValueRows {

    private final Catalogue catalogue;
    private final InstantSource clock;

    public ValueRows(Catalogue catalogue, InstantSource clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** Returns a value as of now. */
    public ValueRow of(IndicatorDefinition definition, Value value) {
        return of(definition, value, clock.instant());
    }

    /**
     * Returns a value as of a moment.
     *
     * @param at moment for which the status is determined, because a value settles over time
     */
    public ValueRow of(IndicatorDefinition definition, Value value, Instant at) {
        Period period = value.key().period();
        return of(definition, value, new Span(period.text(), period.start(), period.end()), at);
    }

    /** Returns the value of a span of days as of a moment. */
    public ValueRow of(IndicatorDefinition definition, ComposedValues.Spanned spanned, Instant at) {
        ReportingPeriod span = spanned.span();
        return of(
                definition,
                spanned.value(),
                new Span(span.text(), span.from().atStartOfDay(), span.to().atStartOfDay()),
                at);
    }

    /** A period as it is written. */
    private record Span(String text, LocalDateTime start, LocalDateTime end) {}

    private Optional<Plans.Place> target(IndicatorDefinition definition, ValueKey key, Span span, Instant at) {
        return catalogue
                .areas()
                .find(key.area())
                .flatMap(unit -> catalogue
                        .plans()
                        .target(
                                definition.id(),
                                new Plans.Owner(unit, key.dimension().equals(Slice.AGENCY) ? key.member() : null),
                                span.start().toLocalDate(),
                                span.end().minusNanos(1).toLocalDate().plusDays(1),
                                CityTime.dayOf(at)));
    }

    private ValueRow of(IndicatorDefinition definition, Value value, Span span, Instant at) {
        ValueKey key = value.key();
        Double number = value.value();
        Optional<Area> area = catalogue.areas().find(key.area());
        Optional<Plans.Place> target = target(definition, key, span, at);
        Goal goal = target.map(place -> place.target().goal()).orElse(null);
        Double wanted = goal == null || !goal.isComparable() ? null : goal.value();
        return new ValueRow(
                key.area().code(),
                key.area().since(),
                area.map(Area::fullName).orElse(null),
                span.text(),
                text(span.start()),
                text(span.end()),
                key.dimension().isEmpty() ? null : Map.of(key.dimension(), key.member()),
                number,
                value.numerator(),
                value.denominator(),
                value.events(),
                value.coverage(),
                ValueStatus.of(value, span.end().atZone(CityTime.ZONE).toInstant(), at)
                        .word(),
                wanted,
                goal == null || number == null ? null : goal.gap(number).orElse(null),
                goal == null || number == null ? null : goal.attainment(number).orElse(null),
                goal == null || number == null ? null : goal.isMetBy(number).orElse(null),
                target.map(place -> place.plan().id()).orElse(null),
                key.version(),
                value.revision(),
                value.recordedAt(),
                isIndex(definition) && number != null ? category(VnAqiCategory.of(number)) : null,
                number == null ? null : alarm(definition, key.member(), number),
                goal);
    }

    private static ValueRow.AirCategory category(VnAqiCategory category) {
        return new ValueRow.AirCategory(category.vietnamese(), category.english(), category.colour());
    }

    private static ValueRow.@Nullable AlarmState alarm(IndicatorDefinition definition, String member, double level) {
        return definition.publication().alarms().stream()
                .filter(alarm -> alarm.isFor(member))
                .findFirst()
                .map(alarm -> {
                    int reached = alarm.reachedBy(level);
                    return new ValueRow.AlarmState(
                            reached, reached == 0 ? "" : "BĐ" + reached, alarm.name(), alarm.levels());
                })
                .orElse(null);
    }

    private static boolean isIndex(IndicatorDefinition definition) {
        return definition.fold() == FoldKind.VN_AQI_HOURLY || definition.fold() == FoldKind.VN_AQI_DAILY;
    }

    private static OffsetDateTime text(LocalDateTime cityTime) {
        return cityTime.atZone(CityTime.ZONE).toOffsetDateTime();
    }
}
