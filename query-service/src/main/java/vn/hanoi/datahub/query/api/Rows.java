package vn.hanoi.datahub.query.api;

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
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.indicator.Target;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueStatus;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** A value in the form readers get: the contract's names, in its order. */
public final class Rows {

    private final Catalogue catalogue;
    private final InstantSource clock;

    public Rows(Catalogue catalogue, InstantSource clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    public Map<String, @Nullable Object> of(IndicatorDefinition definition, Value value) {
        Optional<Area> area = catalogue.areas().find(value.key().area());
        Double target = area.flatMap(unit -> target(definition, unit.level(), value))
                .map(Target::value)
                .orElse(null);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("area", value.key().area().code());
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
        row.put("status", ValueStatus.of(value, clock.instant()).word());
        row.put("target", target);
        row.put("gap", target == null || value.value() == null ? null : (Double) (value.value() - target));
        row.put("definitionVersion", value.definitionVersion());
        row.put("revision", value.revision());
        row.put("recordedAt", value.recordedAt().toString());
        if (isIndex(definition) && value.value() != null) {
            VnAqiCategory category = VnAqiCategory.of(value.value());
            row.put(
                    "category",
                    Map.of("vi", category.vietnamese(), "en", category.english(), "colour", category.colour()));
        }
        return row;
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
