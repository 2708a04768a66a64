package vn.hanoi.datahub.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.DOSSIER;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.NOW;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.STATISTIC;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.TOLERANCE;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.admitted;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.refused;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.with;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.Operation;
import vn.hanoi.datahub.ingest.admission.Admission.Admitted;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/** What becomes of an event that comes in: its attributes, its time, its data; and which times do not come in. */
class AdmittedEventTest {

    private static final String TIME = "2025-08-10T10:00:00+07:00\",";

    /** A dossier of one moment in one area. */
    private static String dossier(String time, String area) {
        return with(with(DOSSIER, "\"time\":\"" + TIME, "\"time\":\"" + time + "\","), "\"00004\"", "\"" + area + "\"");
    }

    @Test
    void keepsWhatTheEventSays() {
        Admitted admitted = admitted("H26.HCC", DOSSIER);

        Event event = admitted.event();
        assertThat(event.type()).isEqualTo("procedure-dossier");
        assertThat(event.source()).isEqualTo("urn:hanoi:agency:H26.HCC:test");
        assertThat(event.agency()).isEqualTo("H26.HCC");
        assertThat(event.subject()).isEqualTo("refused");
        assertThat(event.id()).isEqualTo("r");
        assertThat(event.time()).isEqualTo("2025-08-10T03:00:00Z");
        assertThat(event.dataVersion()).isZero();
        assertThat(event.operation()).isEqualTo(Operation.UPSERT);
        assertThat(admitted.type().name()).isEqualTo("procedure-dossier");
        assertThat(admitted.data())
                .hasToString(
                        "{\"procedure\": \"p1\", \"sector\": \"land\", \"level\": \"COMMUNE\", \"area\": \"00004\", \"channel\": \"ONLINE_FULL\", \"status\": \"RESOLVED\", \"receivedAt\": 1754010000000, \"dueAt\": 1755684000000, \"resolvedAt\": 1754794800000, \"resultElectronic\": null, \"resultDigitised\": null, \"identifierLinked\": true, \"authentication\": \"VNEID\", \"applicant\": null, \"applicantKind\": \"PERSON\", \"fee\": false, \"feePaid\": null, \"amount\": null, \"rating\": null}");
    }

    /** Whole numbers however they are written, both ends of a bound, and an optional field that is null. */
    @ParameterizedTest
    @CsvSource({
        "'\"rating\":1', rating, 1",
        "'\"rating\":5.0', rating, 5",
        "'\"amount\":0', amount, 0",
        "'\"amount\":1e18', amount, 1000000000000000000",
        "'\"applicant\":\"u3\"', applicant, u3",
        "'\"applicant\":\"sha256:3q2+7w==\"', applicant, sha256:3q2+7w==",
        "'\"applicant\":null', applicant, "
    })
    void takesWhatIsWithinBounds(String more, String field, String value) {
        Admitted admitted = admitted("H26.HCC", with(DOSSIER, "\"fee\":false", "\"fee\":false," + more));

        Object taken = admitted.data().get(field);
        assertThat(taken == null ? null : taken.toString()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-08-10T10:00:00+07:00, 2025-08-10T03:00:00Z",
        "2025-08-10T03:00:00Z, 2025-08-10T03:00:00Z",
        "2025-08-09T20:00:00-07:00, 2025-08-10T03:00:00Z",
        "2025-08-10T10:00:00.25+07:00, 2025-08-10T03:00:00.250Z"
    })
    void readsTimesWithTheirZone(String time, Instant moment) {
        assertThat(admitted("H26.HCC", dossier(time, "00004")).event().time()).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-08-10T10:00:00",
                "2025-08-10",
                "2025-08-10 10:00:00+07:00",
                "-999999999-01-10T10:00:00+07:00",
                "+999999999-01-10T10:00:00+07:00",
                "yesterday"
            })
    void refusesATimeThatIsNone(String time) {
        Refused said = refused("H26.HCC", dossier(time, "00004"));

        assertThat(said.reason().word()).isEqualTo("malformed");
        assertThat(said.field()).isEqualTo("/time");
        assertThat(said.detail())
                .hasToString("time must be an RFC 3339 timestamp with an offset, such as 2025-07-01T09:00:00+07:00");
    }

    @Test
    void takesAClockThatIsAheadWithinTheTolerance_andNoMore() {
        Instant latest = NOW.plus(TOLERANCE);

        assertThat(admitted("H26.HCC", dossier(latest.toString(), "00004"))
                        .event()
                        .time())
                .isEqualTo(latest);
        Refused said = refused("H26.HCC", dossier(latest.plusMillis(1).toString(), "00004"));
        assertThat(said.reason().word()).isEqualTo("future-time");
        assertThat(said.field()).isEqualTo("/time");
        assertThat(said.detail())
                .hasToString(
                        "time 2025-11-01T00:05:00.001Z is ahead of the hub's clock, 2025-11-01T00:00:00Z; check the clock and the offset");
    }

    /** It is 2025-11-01. A deadline may lie ahead; what has happened may not, nor a period that is reported. */
    @ParameterizedTest
    @CsvSource({
        "resolvedAt, 2052-08-10T10:00:00+07:00, future-time",
        "receivedAt, 2025-11-01T00:05:01Z, future-time",
        "receivedAt, 2025-11-01T00:05:00Z, ",
        "dueAt, 2052-08-10T10:00:00+07:00, ",
        "period, 2026, future-time",
        "period, 2025-12, future-time",
        "period, 2025-11, ",
        "period, 2025-Q4, ",
        "period, 2025, "
    })
    void whatHasNotComeYetIsRefused(String field, String value, String reason) {
        String agency = field.equals("period") ? "H26.TKE" : "H26.HCC";
        String event = (field.equals("period") ? STATISTIC : DOSSIER)
                .replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"" + value + "\"");

        if (reason == null) {
            admitted(agency, event);
        } else {
            Refused said = refused(agency, event);
            assertThat(said.reason().word()).isEqualTo(reason);
            assertThat(said.field()).isEqualTo("/data/" + field);
            assertThat(said.detail().key()).isEqualTo("field.future");
        }
    }

    @ParameterizedTest
    @CsvSource({"1945, true", "2007, true", "2008-Q2, true", "2008-07, true", "2008-08, false", "2008, false"})
    void aReportAboutAPeriodBeforeTheRegisterIsRefused(String period, boolean isRefused) {
        String event = with(STATISTIC, "\"2023-04\"", "\"" + period + "\"");

        if (isRefused) {
            Refused said = refused("H26.TKE", event);
            assertThat(said.reason().word()).isEqualTo("area-not-in-force");
            assertThat(said.field()).isEqualTo("/data/period");
            assertThat(said.detail())
                    .hasToString("period " + period
                            + " is too early: the register of areas begins on 2008-08-01; check the year");
        } else {
            admitted("H26.TKE", event);
        }
    }

    @Test
    void refusesFutureTimestamp() {
        Refused said = refused("H26.HCC", dossier("2999-08-10T10:00:00+07:00", "00004"));

        assertThat(said.reason().word()).isEqualTo("future-time");
        assertThat(said.field()).isEqualTo("/time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1999-08-10T10:00:00+07:00", "2008-07-31T23:59:59+07:00", "2008-07-31T16:59:59Z"})
    void refusesATimeBeforeTheRegisterOfAreas(String time) {
        Refused said = refused("H26.HCC", dossier(time, "01"));

        assertThat(said.reason().word()).isEqualTo("area-not-in-force");
        assertThat(said.field()).isEqualTo("/time");
        assertThat(said.detail()).hasToString("time is too early: the register of areas begins on 2008-08-01");
        assertThat(admitted("H26.HCC", dossier("2008-08-01T00:00:00+07:00", "01"))
                        .event()
                        .time())
                .isEqualTo("2008-07-31T17:00:00Z");
    }

    /** The districts' last day is one of Hà Nội: at 17:00 UTC the next one has begun. */
    @Test
    void readsAnAreaOnTheCitysDay() {
        assertThat(admitted("H26.HCC", dossier("2025-06-30T16:59:59Z", "001"))
                        .event()
                        .time())
                .isEqualTo("2025-06-30T16:59:59Z");

        Refused said = refused("H26.HCC", dossier("2025-06-30T17:00:00Z", "001"));
        assertThat(said.reason().word()).isEqualTo("area-not-in-force");
        assertThat(said.detail()).hasToString("area '001' was not in force on 2025-07-01");
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "'\"7\"', 7", "-1, -1", "2147483647, 2147483647", "null, 0"})
    void readsADataversion_asANumberOrAsText(String written, long version) {
        String event = with(DOSSIER, "\"id\":\"r\"", "\"id\":\"r\",\"dataversion\":" + written);

        assertThat(admitted("H26.HCC", event).event().dataVersion()).isEqualTo(version);
    }

    @Test
    void aRetractionNeedsNoData() {
        String retraction = with(DOSSIER, "\"data\":{", "\"operation\":\"retract\",\"else\":{");

        Admitted admitted = admitted("H26.HCC", retraction);

        assertThat(admitted.event().operation()).isEqualTo(Operation.RETRACT);
        assertThat(admitted.event().data()).isNull();
        assertThat(admitted.data()).isNull();
    }

    @Test
    void aRetractionsDataIsLookedAtLikeAnyOther() {
        String retraction = with(DOSSIER, "\"data\":{", "\"operation\":\"retract\",\"data\":{");

        assertThat(admitted("H26.HCC", retraction).data()).isNotNull();
        assertThat(refused("H26.HCC", with(retraction, "\"00004\"", "\"99999\""))
                        .reason()
                        .word())
                .isEqualTo("unknown-area");
    }

    @Test
    void readsDataInBase64_andNeverTwice() {
        String data = DOSSIER.substring(DOSSIER.indexOf("\"data\":") + 7, DOSSIER.lastIndexOf("}"))
                .strip();
        String inBase64 = Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8));
        String event = DOSSIER.replace("\"data\":" + data, "\"data_base64\":\"" + inBase64 + "\"");

        assertThat(admitted("H26.HCC", event).data())
                .isEqualTo(admitted("H26.HCC", DOSSIER).data());
        for (String wrong : List.of("\"data_base64\":\"%%\"", "\"data_base64\":\"YQ==\"", "\"data_base64\":5")) {
            assertThat(refused("H26.HCC", DOSSIER.replace("\"data\":" + data, wrong))
                            .detail()
                            .key())
                    .isEqualTo("data.base64");
        }
        assertThat(refused("H26.HCC", DOSSIER.replace("\"data\":", "\"data_base64\":\"" + inBase64 + "\",\"data\":"))
                        .detail()
                        .key())
                .isEqualTo("data.base64");
    }
}
