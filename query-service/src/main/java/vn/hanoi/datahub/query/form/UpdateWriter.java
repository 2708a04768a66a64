package vn.hanoi.datahub.query.form;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.access.Webhook;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.query.feed.LiveUpdate;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.trace.Traces;

/** Serialises updates, in the same form for live readers and webhooks. */
public final class UpdateWriter {

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final ValueRows rows;
    private final AlertRows alertRows;
    private final JsonMapper json;
    private final Traces traces;

    public UpdateWriter(
            Catalogue catalogue,
            Definitions definitions,
            ValueRows rows,
            AlertRows alertRows,
            JsonMapper json,
            Traces traces) {
        this.traces = traces;
        this.catalogue = catalogue;
        this.definitions = definitions;
        this.rows = rows;
        this.alertRows = alertRows;
        this.json = json;
    }

    /**
     * A live value.
     *
     * @param traceparent trace of the newest sampled event behind the value (W3C Trace Context); absent if none was
     *     sampled
     */
    public record LiveValue(
            String indicator,
            String unit,
            @JsonUnwrapped ValueRow value,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String traceparent) {}

    /** Returns an update as sent to subscribers: a {@link LiveValue} or an {@link AlertRow}. */
    public String json(LiveUpdate update) {
        return json.writeValueAsString(
                update instanceof LiveUpdate.OfAlert alert
                        ? alertRows.of(alert.alert())
                        : row((LiveUpdate.OfValue) update));
    }

    private LiveValue row(LiveUpdate.OfValue update) {
        Value value = update.value();
        IndicatorDefinition definition =
                definitions.find(value.key().indicator()).orElseThrow();
        String trace = update.trace();
        return new LiveValue(
                definition.id(),
                definition.unit(),
                rows.of(definition, value),
                trace == null ? null : traces.step("tell live", trace, value.recordedAt()));
    }

    /**
     * Returns whether an update is to be sent. Values of internal indicators are not, nor are values of a definition
     * version that is not in force.
     */
    public boolean isTold(LiveUpdate update) {
        return update.map(
                value -> definitions
                        .find(value.key().indicator())
                        .filter(inForce -> !inForce.publication().internal()
                                && inForce.version() == value.key().version())
                        .isPresent(),
                alert -> true);
    }

    /** Returns the filter for what a webhook subscribed to. */
    public Predicate<LiveUpdate> wanted(Webhook webhook) {
        Predicate<LiveUpdate> told = this::isTold;
        return told.and(UpdateFilter.of(catalogue, webhook.getIndicator(), webhook.getArea(), webhook.getLevel()));
    }
}
