package vn.hanoi.datahub.query.form;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.access.Webhook;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.query.feed.LiveUpdate;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.trace.TraceHeader;
import vn.hanoi.datahub.schemas.trace.Traces;

/** News in the form readers get, the same for live readers and webhooks. */
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

    /** An update as subscribers read it. */
    public String json(LiveUpdate news) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>(news.map(this::row, alertRows::of));
        if (news instanceof LiveUpdate.OfValue value && value.trace() != null) {
            told.put(
                    TraceHeader.NAME,
                    traces.step("tell live", value.trace(), value.value().recordedAt()));
        }
        return json.writeValueAsString(told);
    }

    private Map<String, @Nullable Object> row(Value value) {
        IndicatorDefinition definition =
                definitions.find(value.key().indicator()).orElseThrow();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("indicator", definition.id());
        row.put("unit", definition.unit());
        row.putAll(rows.of(definition, value));
        return row;
    }

    /**
     * Whether it is to be told: the hub's own book-keeping is not, nor a value of a version of its definition that is
     * not in force.
     */
    public boolean isTold(LiveUpdate news) {
        return news.map(
                value -> definitions
                        .find(value.key().indicator())
                        .filter(inForce -> !inForce.internal()
                                && inForce.version() == value.key().version())
                        .isPresent(),
                alert -> true);
    }

    /** What a webhook subscribed to. */
    public Predicate<LiveUpdate> wanted(Webhook webhook) {
        Predicate<LiveUpdate> told = this::isTold;
        return told.and(UpdateFilter.of(catalogue, webhook.getIndicator(), webhook.getArea(), webhook.getLevel()));
    }
}
