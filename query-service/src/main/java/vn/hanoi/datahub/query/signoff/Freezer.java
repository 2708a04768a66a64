package vn.hanoi.datahub.query.signoff;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.domain.Digest;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Regime;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.query.form.ComposedValues;
import vn.hanoi.datahub.query.form.SpanQuery;
import vn.hanoi.datahub.query.form.ValueRow;
import vn.hanoi.datahub.query.form.ValueRows;
import vn.hanoi.datahub.query.form.ValuesQuery;
import vn.hanoi.datahub.query.form.ValuesRequest;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.values.ReportRelease;

/** Computes a report as of a moment and freezes it as bytes. */
final class Freezer {

    private static final int MOST_INDICATORS = 100;
    /** Largest content of a version, compressed: a record of Kafka has at most 1 MB. */
    private static final int MOST_BYTES = 256 * 1024;

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final ComposedValues values;
    private final ValueRows rows;
    private final JsonMapper json;

    /** @param values what an unknown reader may see: released reports are for everybody */
    Freezer(Catalogue catalogue, Definitions definitions, ComposedValues values, ValueRows rows, JsonMapper json) {
        this.catalogue = catalogue;
        this.definitions = definitions;
        this.values = values;
        this.rows = rows;
        this.json = json;
    }

    /** Returns the period of a regime that a text names, with or without the regime's suffix. */
    ReportingPeriod period(String regime, String text) {
        Regime known = Optional.ofNullable(catalogue.regimes().get(regime))
                .orElseThrow(() -> new BadRequestException("there is no regime '" + regime + "'; there are "
                        + String.join(", ", catalogue.regimes().keySet())));
        return known.findWritten(text)
                .orElseThrow(() -> new BadRequestException("the regime '" + regime + "' has no period '" + text
                        + "' such as 2026-03, 2026-Q1, 2026-H1 or 2026-YTD-05-31"));
    }

    /**
     * Returns the moment as of which a report is computed if nobody names one: the regime's deadline, or the end of the
     * period where there is none.
     */
    Instant cutOff(String regime, ReportingPeriod period) {
        Regime.Deadline deadline =
                Objects.requireNonNull(catalogue.regimes().get(regime)).deadline();
        return deadline == null ? period.endInstant() : catalogue.workingDays().due(period, deadline);
    }

    /** Fills in content and hash of a version whose other fields are set. */
    void freeze(ReportRelease.Builder release, ReportingPeriod period, LocalDate today) {
        List<FrozenReport.FrozenValues> parts = new ArrayList<>();
        Instant asOf = release.getAsOf();
        for (String id : release.getIndicators()) {
            ValuesQuery query = query(id, release.getLevel(), null, asOf);
            IndicatorDefinition then = query.definition();
            List<ValueRow> found = values.of(query, new SpanQuery(List.of(period), today)).stream()
                    .map(value -> rows.of(then, value, asOf))
                    .toList();
            parts.add(new FrozenReport.FrozenValues(id, then.name(), then.unit(), found));
        }
        byte[] text = json.writeValueAsBytes(new FrozenReport(
                release.getReport(),
                release.getVersion(),
                new Text(release.getTitleVi(), release.getTitleEn()),
                release.getRegime(),
                release.getPeriod(),
                asOf,
                parts));
        byte[] content = FrozenReport.compressed(text);
        if (content.length > MOST_BYTES) {
            throw new BadRequestException("the report has more than " + MOST_BYTES / 1024
                    + " kB when compressed; name fewer indicators, or a higher level");
        }
        release.setContent(ByteBuffer.wrap(content));
        release.setSha256(sha256(text));
    }

    /**
     * Returns the agencies whose events a report's values of an indicator count.
     *
     * @param all the values of all agencies, which unknown readers may not see
     */
    Set<String> sources(ReportRelease release, String id, ComposedValues all) {
        ReportingPeriod period = period(release.getRegime(), release.getPeriod());
        return all
                .of(
                        query(id, release.getLevel(), Slice.AGENCY, release.getAsOf()),
                        new SpanQuery(List.of(period), CityTime.dayOf(release.getAsOf())))
                .stream()
                .map(ComposedValues.Spanned::value)
                .filter(value -> value.events() > 0)
                .map(value -> value.key().member())
                .collect(Collectors.toSet());
    }

    private ValuesQuery query(String id, String level, @Nullable String by, Instant asOf) {
        IndicatorDefinition definition = definitions.inForceAt(ValuesQuery.definition(definitions, id), asOf);
        return ValuesQuery.of(catalogue, definition, request(level, by), asOf, true);
    }

    private static String sha256(byte[] text) {
        MessageDigest digest = Digest.sha256();
        digest.update(text);
        return Digest.of(digest).hex();
    }

    private static ValuesRequest request(String level, @Nullable String by) {
        return new ValuesRequest(null, level, null, null, null, by, null, null, null, null, null);
    }

    /** Returns the ids of the indicators that a report is to have. */
    List<String> indicators(@Nullable Collection<@Nullable String> wanted) {
        if (wanted == null || wanted.isEmpty() || wanted.size() > MOST_INDICATORS) {
            throw new BadRequestException("indicators has 1 to " + MOST_INDICATORS + " ids");
        }
        Set<String> ids = new LinkedHashSet<>();
        for (String id : wanted) {
            if (!ids.add(
                    ValuesQuery.definition(definitions, id == null ? "" : id).id())) {
                throw new BadRequestException("indicators has '" + id + "' twice");
            }
        }
        return List.copyOf(ids);
    }
}
