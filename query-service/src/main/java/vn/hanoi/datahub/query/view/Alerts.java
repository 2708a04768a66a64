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

/** The alerts, and which of them operators have seen. Written by the feeds' threads, read by all. */
public final class Alerts {

    /**
     * An alert with what is known of it.
     *
     * @param acknowledgement null while nobody has seen it
     */
    public record Known(Alert alert, @Nullable AlertAcknowledgement acknowledgement) {

        /** {@code open}, {@code acknowledged} or {@code resolved}. */
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

    /** Empty where the alert itself is not known yet. */
    public Optional<Known> put(AlertAcknowledgement acknowledgement) {
        acknowledgements.put(acknowledgement.getAlert(), acknowledgement);
        return find(acknowledgement.getAlert());
    }

    public Optional<Known> find(String id) {
        return Optional.ofNullable(alerts.get(id)).map(this::known);
    }

    /** All of them, what changed last first. */
    public Stream<Known> all() {
        return alerts.values().stream()
                .sorted(Comparator.comparing(Alert::getChangedAt).reversed().thenComparing(Alert::getId))
                .map(this::known);
    }

    /** Forgets alerts that were resolved before a moment; the topic keeps them. */
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
