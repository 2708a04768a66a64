package vn.hanoi.datahub.query.form;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.fold.VnAqiCategory;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.indicator.Target;
import vn.hanoi.datahub.domain.period.CityTime;
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
        ValueKey key = value.key();
        Double number = value.value();
        Optional<Area> area = catalogue.areas().find(key.area());
        Target target =
                area.flatMap(unit -> target(definition, unit.level(), value)).orElse(null);
        Double wanted = target == null ? null : target.value();
        return new ValueRow(
                key.area().code(),
                key.area().since(),
                area.map(Area::fullName).orElse(null),
                key.period().text(),
                text(key.period().start()),
                text(key.period().end()),
                key.dimension().isEmpty() ? null : Map.of(key.dimension(), key.member()),
                number,
                value.numerator(),
                value.denominator(),
                value.events(),
                value.coverage(),
                ValueStatus.of(value, at).word(),
                wanted,
                wanted == null || number == null ? null : (Double) (number - wanted),
                target == null || number == null
                        ? null
                        : target.attainment(number, definition.direction()).orElse(null),
                target == null || number == null
                        ? null
                        : target.isMetBy(number, definition.direction()).orElse(null),
                key.version(),
                value.revision(),
                value.recordedAt(),
                isIndex(definition) && number != null ? category(VnAqiCategory.of(number)) : null,
                number == null ? null : alarm(definition, key.member(), number));
    }

    private static ValueRow.AirCategory category(VnAqiCategory category) {
        return new ValueRow.AirCategory(category.vietnamese(), category.english(), category.colour());
    }

    private static ValueRow.@Nullable AlarmState alarm(IndicatorDefinition definition, String member, double level) {
        return definition.alarms().stream()
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

    private static Optional<Target> target(IndicatorDefinition definition, AreaLevel level, Value value) {
        return Target.find(
                definition.targets(), level, value.key().period().start().getYear());
    }

    private static OffsetDateTime text(LocalDateTime cityTime) {
        return cityTime.atZone(CityTime.ZONE).toOffsetDateTime();
    }
}
