package vn.hanoi.datahub.query.form;

import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.Optional;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.alerts.AlertAcknowledgement;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.alert.AlertRule;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.Alerts;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Writes alerts in the form returned to readers. */
public final class AlertRows {

    private static final int MOST_VALUES = 1_000;

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final Readings readings;
    private final InstantSource clock;

    public AlertRows(Catalogue catalogue, Definitions definitions, Readings readings, InstantSource clock) {
        this.catalogue = catalogue;
        this.definitions = definitions;
        this.readings = readings;
        this.clock = clock;
    }

    public AlertRow of(Alerts.Known known) {
        Alert alert = known.alert();
        Optional<Area> area = Optional.ofNullable(alert.getArea())
                .flatMap(code -> catalogue
                        .areas()
                        .find(code, CityTime.dayOf(alert.getOpenedAt()))
                        .or(() -> catalogue.areas().findLatest(code)));
        AlertAcknowledgement acknowledgement = known.acknowledgement();
        return new AlertRow(
                alert.getId(),
                alert.getRule(),
                new Text(alert.getTitleVi(), alert.getTitleEn()),
                alert.getSeverity(),
                known.status(),
                alert.getEnding(),
                alert.getIndicator(),
                alert.getArea(),
                area.map(Area::validFrom).orElse(null),
                area.map(Area::fullName).orElse(null),
                alert.getMember(),
                alert.getAgency(),
                alert.getPeriod(),
                alert.getQuantity(),
                now(alert).orElse(null),
                alert.getThreshold(),
                alert.getOpenedAt(),
                alert.getChangedAt(),
                acknowledgement == null
                        ? null
                        : new AlertRow.Acknowledged(
                                acknowledgement.getBy(), acknowledgement.getAt(), acknowledgement.getNote()),
                memberName(alert).orElse(null));
    }

    private Optional<Text> memberName(Alert alert) {
        String member = alert.getMember();
        Optional<Text> gauge = Optional.ofNullable(alert.getIndicator()).flatMap(definitions::find).stream()
                .flatMap(definition -> definition.publication().alarms().stream())
                .filter(alarm -> alarm.isFor(member))
                .map(alarm -> new Text(alarm.name(), alarm.name()))
                .findFirst();
        return gauge.or(() -> catalogue.findType(member).map(EventType::title));
    }

    /**
     * Returns the newest value of the quantity that an alert watches. Empty if the rule watches something other than a
     * value, or if there is no value within the time after which the alert expires.
     */
    private Optional<Double> now(Alert alert) {
        AlertRule rule = catalogue.alertRules().stream()
                .filter(known ->
                        known.id().equals(alert.getRule()) && known.watched().what() == AlertRule.Watches.VALUE)
                .findFirst()
                .orElse(null);
        if (rule == null || alert.getIndicator() == null) {
            return Optional.empty();
        }
        LocalDateTime now = CityTime.at(clock.instant());
        return definitions.find(alert.getIndicator()).stream()
                .flatMap(definition -> readings.list(
                        ValueFilter.totals(definition, rule.watched().period())
                                .by(
                                        rule.watched().by() == null
                                                ? ""
                                                : rule.watched().by())
                                .in(alert.getArea())
                                .between(now.minus(rule.timing().expires()), now.plusHours(1)),
                        MOST_VALUES))
                .filter(value -> value.key().member().equals(alert.getMember()) && value.value() != null)
                .max(Comparator.comparing(value -> value.key().period().start()))
                .map(Value::value);
    }
}
