package vn.hanoi.datahub.query.feed;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.query.view.Alerts;
import vn.hanoi.datahub.query.view.Value;

/** An update for live readers and webhooks. */
public sealed interface LiveUpdate {

    /** Returns the key of the update: a newer update with the same key replaces it. */
    Object about();

    /** Returns the name of its event. */
    String event();

    /** Maps the update with the function for values or the one for alerts. */
    <T> T map(Function<Value, T> ofValue, Function<Alerts.Known, T> ofAlert);

    /**
     * A value was published.
     *
     * @param trace its position in a trace; null if it belongs to none
     */
    record OfValue(Value value, @Nullable String trace) implements LiveUpdate {
        @Override
        public Object about() {
            return value.key();
        }

        @Override
        public String event() {
            return "value";
        }

        @Override
        public <T> T map(Function<Value, T> ofValue, Function<Alerts.Known, T> ofAlert) {
            return ofValue.apply(value);
        }
    }

    /** An alert was opened, changed, acknowledged or resolved. */
    record OfAlert(Alerts.Known alert) implements LiveUpdate {
        @Override
        public Object about() {
            return alert.alert().getId();
        }

        @Override
        public String event() {
            return "alert";
        }

        @Override
        public <T> T map(Function<Value, T> ofValue, Function<Alerts.Known, T> ofAlert) {
            return ofAlert.apply(alert);
        }
    }
}
