package vn.hanoi.datahub.query.form;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.fold.VnAqiCategory;
import vn.hanoi.datahub.domain.indicator.Alarm;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.indicator.Target;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueStatus;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** A value in the form readers get: the contract's names, in its order. */
public final class ValueRows {

    private final Catalogue catalogue;
    private final InstantSource clock;

    public ValueRows(Catalogue catalogue, InstantSource clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    public Map<String, @Nullable Object> of(IndicatorDefinition definition, Value value) {
        return of(definition, value, clock.instant());
    }

    /** @param at when it is looked at: a value settles with time */
    public Map<String, @Nullable Object> of(IndicatorDefinition definition, Value value, Instant at) {
        Optional<Area> area = catalogue.areas().find(value.key().area());
        Optional<Target> target = area.flatMap(unit -> target(definition, unit.level(), value));
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("area", value.key().area().code());
        row.put("areaSince", value.key().area().since());
        row.put("areaName", area.map(Area::fullName).orElse(null));
        row.put("period", value.key().period().text());
        row.put("start", text(value.key().period().start()));
        row.put("end", text(value.key().period().end()));
        if (!value.key().dimension().isEmpty()) {
            row.put("by", Map.of(value.key().dimension(), value.key().member()));
        }
        row.put("value", value.value());
        row.put("numerator", value.numerator());
        row.put("denominator", value.denominator());
        row.put("events", value.events());
        row.put("coverage", value.coverage());
        row.put("status", ValueStatus.of(value, at).word());
        putTarget(row, definition, value.value(), target.orElse(null));
        row.put("definitionVersion", value.key().version());
        row.put("revision", value.revision());
        row.put("recordedAt", value.recordedAt().toString());
        Double number = value.value();
        if (isIndex(definition) && number != null) {
            VnAqiCategory category = VnAqiCategory.of(number);
            row.put(
                    "category",
                    Map.of("vi", category.vietnamese(), "en", category.english(), "colour", category.colour()));
        }
        if (number != null) {
            definition.alarms().stream()
                    .filter(alarm -> alarm.isFor(value.key().member()))
                    .findFirst()
                    .ifPresent(alarm -> row.put("alarm", alarm(alarm, number)));
        }
        return row;
    }

    private static void putTarget(
            Map<String, @Nullable Object> row,
            IndicatorDefinition definition,
            @Nullable Double value,
            @Nullable Target target) {
        Double wanted = target == null ? null : target.value();
        row.put("target", wanted);
        row.put("gap", wanted == null || value == null ? null : (Double) (value - wanted));
        row.put(
                "attainment",
                target == null || value == null
                        ? null
                        : target.attainment(value, definition.direction()).orElse(null));
        row.put(
                "met",
                target == null || value == null
                        ? null
                        : target.isMetBy(value, definition.direction()).orElse(null));
    }

    /** The alarm a level has reached, in the decision's words: 0 for none, then BĐ1 to BĐ3. */
    private static Map<String, Object> alarm(Alarm alarm, double level) {
        int reached = alarm.reachedBy(level);
        return Map.of(
                "level",
                reached,
                "name",
                reached == 0 ? "" : "BĐ" + reached,
                "station",
                alarm.name(),
                "levels",
                alarm.levels());
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
