package vn.hanoi.datahub.query.form;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.query.feed.LiveUpdate;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Selects updates: totals and alerts of an indicator, an area or a level. */
public final class UpdateFilter implements Predicate<LiveUpdate> {

    private final Catalogue catalogue;
    private final @Nullable String indicator;
    private final @Nullable AskedArea area;
    private final Optional<AreaLevel> level;

    private UpdateFilter(
            Catalogue catalogue, @Nullable String indicator, @Nullable AskedArea area, Optional<AreaLevel> level) {
        this.catalogue = catalogue;
        this.indicator = indicator;
        this.area = area;
        this.level = level;
    }

    /**
     * @param indicator null for all indicators
     * @param area null for all areas
     * @param level null for all levels
     * @throws NotFoundException if there is no such indicator
     * @throws vn.hanoi.datahub.edge.problem.BadRequestException if there is no such area or level
     */
    public static UpdateFilter of(
            Catalogue catalogue, @Nullable String indicator, @Nullable String area, @Nullable String level) {
        if (indicator != null && catalogue.findDefinition(indicator).isEmpty()) {
            throw new NotFoundException("there is no indicator '" + indicator + "'; /v1/indicators lists them");
        }
        return new UpdateFilter(
                catalogue,
                indicator,
                area == null ? null : AskedArea.of(catalogue, area),
                Optional.ofNullable(level).map(ValuesQuery::level));
    }

    /**
     * Returns a filter for updates of indicators that the current caller may see unrestricted. Counts of people are
     * left out, because each of their changes would disclose protected numbers. This is decided once, because updates
     * arrive on a thread without a caller.
     */
    public static Predicate<LiveUpdate> ofWhole(Catalogue catalogue, Readings readings) {
        Set<String> whole = catalogue.definitions().stream()
                .filter(readings::areWhole)
                .map(IndicatorDefinition::id)
                .collect(Collectors.toSet());
        return update -> update.map(
                value -> whole.contains(value.key().indicator()),
                known -> known.alert().getIndicator() == null
                        || whole.contains(known.alert().getIndicator()));
    }

    @Override
    public boolean test(LiveUpdate update) {
        return update.map(this::test, known -> test(known.alert()));
    }

    private boolean test(Value value) {
        return value.key().dimension().isEmpty()
                && (indicator == null || value.key().indicator().equals(indicator))
                && (area == null || area.matches(value.key().area()))
                && (level.isEmpty()
                        || level.equals(
                                catalogue.areas().find(value.key().area()).map(Area::level)));
    }

    private boolean test(Alert alert) {
        String code = alert.getArea();
        return (indicator == null || indicator.equals(alert.getIndicator()))
                && (area == null || area.code().equals(code))
                && (level.isEmpty()
                        || code != null
                                && level.equals(
                                        catalogue.areas().findLatest(code).map(Area::level)));
    }
}
