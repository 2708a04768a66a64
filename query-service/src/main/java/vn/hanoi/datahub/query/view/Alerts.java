package vn.hanoi.datahub.query.view;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.alerts.AlertAcknowledgement;
import vn.hanoi.datahub.alerts.AlertStatus;

/** The alerts, with their acknowledgements by operators. Written by the feeds' threads, read by all threads. */
public final class Alerts {

    /**
     * An alert with its acknowledgement.
     *
     * @param acknowledgement null while nobody has acknowledged the alert
     */
    public record Known(Alert alert, @Nullable AlertAcknowledgement acknowledgement) {

        /** Returns {@code open}, {@code acknowledged} or {@code resolved}. */
        public String status() {
            return alert.getStatus() == AlertStatus.RESOLVED
                    ? "resolved"
                    : acknowledgement == null ? "open" : "acknowledged";
        }
    }

    private final Map<String, Alert> alerts = new ConcurrentHashMap<>();
    private final Map<String, AlertAcknowledgement> acknowledgements = new ConcurrentHashMap<>();

    public Known put(Alert alert) {
        alerts.put(alert.getId(), alert);
        return known(alert);
    }

    /** Removes an alert whose key was removed from the topic. */
    public void remove(String id) {
        alerts.remove(id);
        acknowledgements.remove(id);
    }

    /** Stores an acknowledgement; returns the alert, or empty if it is not known yet. */
    public Optional<Known> put(AlertAcknowledgement acknowledgement) {
        acknowledgements.put(acknowledgement.getAlert(), acknowledgement);
        return find(acknowledgement.getAlert());
    }

    public Optional<Known> find(String id) {
        return Optional.ofNullable(alerts.get(id)).map(this::known);
    }

    /** Returns all alerts, most recently changed first. */
    public Stream<Known> all() {
        return alerts.values().stream()
                .sorted(Comparator.comparing(Alert::getChangedAt).reversed().thenComparing(Alert::getId))
                .map(this::known);
    }

    /** Removes alerts that were resolved before a moment from memory; the topic keeps them. */
    public void forget(Instant before) {
        alerts.values()
                .removeIf(alert -> alert.getStatus() == AlertStatus.RESOLVED
                        && alert.getChangedAt().isBefore(before));
        acknowledgements.keySet().retainAll(alerts.keySet());
    }

    private Known known(Alert alert) {
        return new Known(alert, acknowledgements.get(alert.getId()));
    }
}
