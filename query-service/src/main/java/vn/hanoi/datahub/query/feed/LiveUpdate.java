package vn.hanoi.datahub.query.feed;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.query.view.Alerts;
import vn.hanoi.datahub.query.view.Value;

/** What live readers and webhooks are told. */
public sealed interface LiveUpdate {

    /** What it is about: newer news of the same takes its place. */
    Object about();

    /** The name of its event. */
    String event();

    /** What somebody makes of it, of a value or of an alert. */
    <T> T map(Function<Value, T> ofValue, Function<Alerts.Known, T> ofAlert);

    /**
     * A value was published.
     *
     * @param trace its place in a trace; null where it is in none
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
