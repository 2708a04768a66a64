package vn.hanoi.datahub.query.values;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.query.form.ComposedValues;
import vn.hanoi.datahub.query.form.SpanQuery;
import vn.hanoi.datahub.query.form.ValueRow;
import vn.hanoi.datahub.query.form.ValueRows;
import vn.hanoi.datahub.query.form.ValuesQuery;
import vn.hanoi.datahub.query.form.ValuesRequest;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Finds the values that a query selects, a page at a time. */
record ValuePages(
        Catalogue catalogue,
        Definitions definitions,
        Readings published,
        ValueRows rows,
        CurrentBoundaries boundaries,
        ComposedValues composed) {

    /** Maximum number of values on a page. */
    static final int SIZE = 10_000;

    /**
     * One page of an answer.
     *
     * @param at moment for which the values are evaluated: that of asOf, or now
     */
    record Page(IndicatorDefinition definition, List<Row> rows, Instant at, boolean isLast) {}

    /**
     * A row of an answer.
     *
     * @param kind the kind of its period
     */
    record Row(ValueKey key, String kind, ValueRow value) {}

    Page of(String id, ValuesRequest request, Instant now) {
        IndicatorDefinition inForce = ValuesQuery.definition(definitions, id, request.definitionVersion());
        Instant asOf = request.asOf() == null ? null : ValuesQuery.asOf(request.asOf(), now);
        IndicatorDefinition definition = asOf == null ? inForce : definitions.inForceAt(inForce, asOf);
        Instant at = asOf == null ? now : asOf;
        Optional<SpanQuery> spans = SpanQuery.of(catalogue, definition, request.checked(), CityTime.dayOf(at));
        ValuesQuery query = ValuesQuery.of(catalogue, definition, request, asOf, spans.isPresent());
        List<Row> found = spans.map(some -> spanned(query, some, request.first(), at))
                .orElseGet(() -> published(query, request.first(), at));
        return new Page(definition, found.stream().limit(SIZE).toList(), at, found.size() <= SIZE);
    }

    private List<Row> published(ValuesQuery query, int first, Instant at) {
        return query.page(published, catalogue, boundaries, first, SIZE + 1).stream()
                .map(value -> new Row(
                        value.key(), value.key().period().granularity().word(), rows.of(query.definition(), value, at)))
                .toList();
    }

    private List<Row> spanned(ValuesQuery query, SpanQuery spans, int first, Instant at) {
        return composed.of(query, spans).stream()
                .skip(first)
                .limit(SIZE + 1)
                .map(value -> new Row(
                        value.value().key(), value.span().kind().word(), rows.of(query.definition(), value, at)))
                .toList();
    }
}
