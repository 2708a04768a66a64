package vn.hanoi.datahub.query.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.alerts.AlertAcknowledgement;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.query.view.Alerts;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** An alert in the form readers get. */
public final class AlertRows {

    private final Catalogue catalogue;

    public AlertRows(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    public Map<String, @Nullable Object> of(Alerts.Known known) {
        Alert alert = known.alert();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", alert.getId());
        row.put("rule", alert.getRule());
        row.put("title", Map.of("vi", alert.getTitleVi(), "en", alert.getTitleEn()));
        row.put("severity", alert.getSeverity());
        row.put("status", known.status());
        row.put("ending", alert.getEnding());
        row.put("indicator", alert.getIndicator());
        Optional<Area> area = Optional.ofNullable(alert.getArea())
                .flatMap(code -> catalogue
                        .areas()
                        .find(code, CityTime.dayOf(alert.getOpenedAt()))
                        .or(() -> catalogue.areas().findLatest(code)));
        row.put("area", alert.getArea());
        row.put("areaSince", area.map(Area::validFrom).orElse(null));
        row.put("areaName", area.map(Area::fullName).orElse(null));
        row.put("member", alert.getMember());
        row.put("agency", alert.getAgency());
        row.put("period", alert.getPeriod());
        row.put("quantity", alert.getQuantity());
        row.put("threshold", alert.getThreshold());
        row.put("openedAt", alert.getOpenedAt().toString());
        row.put("changedAt", alert.getChangedAt().toString());
        AlertAcknowledgement acknowledgement = known.acknowledgement();
        if (acknowledgement != null) {
            row.put("acknowledgedBy", acknowledgement.getBy());
            row.put("acknowledgedAt", acknowledgement.getAt().toString());
            row.put("note", acknowledgement.getNote());
        }
        return row;
    }
}
