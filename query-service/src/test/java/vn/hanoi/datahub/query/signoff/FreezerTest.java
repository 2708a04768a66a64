package vn.hanoi.datahub.query.signoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.domain.Digest;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.form.ComposedValues;
import vn.hanoi.datahub.query.form.ValueRows;
import vn.hanoi.datahub.query.history.ListedReadings;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.values.ReportRelease;

/** A report is what was known at its cut-off, whatever came later. */
class FreezerTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-30T05:00:00Z"));
    private static final String ON_TIME = "dg.tthc_on_time";

    /** 90 % at the cut-off; corrected to 80 % a day later. */
    private static final class Corrected extends ListedReadings {
        Corrected() {
            add(value(90, "2026-02-28T17:00:00Z"));
            add(value(80, "2026-03-01T17:00:00Z"));
        }

        private static Value value(int numerator, String recorded) {
            Instant at = Instant.parse(recorded);
            return new Value(
                    new ValueKey(ON_TIME, 1, "", AreaId.parse("01@2008-08-01"), "", Period.parse("2026-02")),
                    (double) numerator,
                    BigDecimal.valueOf(numerator),
                    BigDecimal.valueOf(100),
                    100,
                    1.0,
                    1,
                    at,
                    at,
                    false);
        }

        @Override
        public Stream<Value> list(ValueFilter wanted, int limit) {
            Instant asOf = wanted.asOf();
            return super.list(wanted, limit)
                    .filter(value -> asOf == null || !value.recordedAt().isAfter(asOf))
                    .reduce((earlier, later) -> later)
                    .stream();
        }
    }

    private final Freezer freezer = new Freezer(
            Shipped.CATALOGUE,
            new Definitions(Shipped.CATALOGUE),
            new ComposedValues(new Corrected(), Shipped.CATALOGUE, new CurrentBoundaries(Shipped.CATALOGUE, CLOCK)),
            new ValueRows(Shipped.CATALOGUE, CLOCK),
            new JsonMapper());

    /** The month to 14 February ends in Tết; the calendar has no deadline. */
    @ParameterizedTest
    @CsvSource({
        "nd-09-2019, 2026-02, 2026-02-23T10:00:00Z",
        "nd-09-2019, 2026-Q1@nd-09-2019, 2026-03-16T10:00:00Z",
        "calendar, 2026-02, 2026-02-28T17:00:00Z"
    })
    void aReportIsComputedAsOfItsDeadline(String regime, String period, Instant expected) {
        assertThat(freezer.cutOff(regime, freezer.period(regime, period))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2026-02-28T17:00:00Z, 90.0", "2026-03-01T16:59:59Z, 90.0", "2026-03-01T17:00:00Z, 80.0"})
    void aReportHasTheValuesOfItsMoment(Instant asOf, double expected) throws IOException {
        String text = new String(unpacked(frozen(asOf)), StandardCharsets.UTF_8);

        assertThat(new JsonMapper()
                        .readTree(text)
                        .at("/indicators/0/values/0/value")
                        .asDouble())
                .as(text)
                .isEqualTo(expected);
    }

    @Test
    void theHashIsThatOfTheBytesThatAreServed() throws IOException {
        ReportRelease release = frozen(Instant.parse("2026-02-28T17:00:00Z"));
        MessageDigest digest = Digest.sha256();
        digest.update(unpacked(release));

        assertThat(release.getSha256()).isEqualTo(Digest.of(digest).hex());
    }

    private static byte[] unpacked(ReportRelease release) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(release.getContent().array())).readAllBytes();
    }

    private ReportRelease frozen(Instant asOf) {
        ReportingPeriod period = freezer.period("calendar", "2026-02");
        ReportRelease.Builder release = ReportRelease.newBuilder()
                .setReport("r")
                .setVersion(1)
                .setTitleVi("a")
                .setTitleEn("a")
                .setRegime("calendar")
                .setPeriod(period.text())
                .setIndicators(List.of(ON_TIME))
                .setLevel("city")
                .setAsOf(asOf)
                .setCreatedBy("operator")
                .setCreatedAt(asOf)
                .setSignatures(List.of());
        freezer.freeze(release, period, LocalDate.of(2026, 11, 30));
        return release.build();
    }
}
