package vn.hanoi.datahub.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.STATISTIC;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.admit;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.admitted;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.refused;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.with;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers that are no readings, and figures that nothing counts. */
class NoFiguresTest {

    private static String event(String agency, String type, String data) {
        return """
                {"specversion":"1.0","type":"vn.hanoi.%s","source":"urn:hanoi:agency:%s","id":"e","subject":"case-1","time":"2025-09-01T09:00:00+07:00","data":{%s}}
                """.formatted(type, agency, data.replace('\'', '"'));
    }

    /** The reason and the field of a refusal, or that there is none. */
    private static String said(Admission admission) {
        return admission instanceof Admission.Refused refused
                ? refused.reason().word() + " " + refused.field() + " " + refused.detail()
                : "admitted";
    }

    /** The figure itself may be a change. */
    @Test
    void aFigureMayBeBelowZero_itsDenominatorMayNot() {
        admitted("H26.TKE", with(STATISTIC, "\"numerator\":1", "\"numerator\":-0.5"));
        assertThat(said(refused("H26.TKE", with(STATISTIC, "\"denominator\":100", "\"denominator\":-999"))))
                .startsWith("out-of-range /data/denominator");
    }

    /** 9,999 households are a number like any other. */
    @Test
    void aCountOfNinesIsACount() {
        admitted("H26.TKE", with(STATISTIC, "\"denominator\":100", "\"denominator\":9999"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "air-observation | 'station':'S1','parameter':'CO','averagingMinutes':60,'area':'00166','value':%s | /data/value | 9999 9999.9 99999",
                "rain-observation | 'gauge':'G1','averagingMinutes':10,'area':'00166','millimetres':%s | /data/millimetres | 999 999.9 999.99"
            })
    void whatLoggersWriteWithoutAReadingIsNone(String type, String data, String field, String numbers) {
        for (String number : numbers.split(" ")) {
            assertThat(said(admit("H26.NNMT", event("H26.NNMT", type, data.formatted(number)))))
                    .startsWith("out-of-range " + field)
                    .contains("is what loggers write where there is no reading");
        }
        admitted("H26.NNMT", event("H26.NNMT", type, data.formatted("42")));
    }

    /** 0.999 mg/m³ are a usual concentration of carbon monoxide, 99.99 mm a heavy rain. */
    @Test
    void whatIsMeasuredIsAReading() {
        admitted(
                "H26.NNMT",
                event(
                        "H26.NNMT",
                        "air-observation",
                        "'station':'S1','parameter':'CO','averagingMinutes':60,'area':'00166','value':999"));
        admitted(
                "H26.NNMT",
                event(
                        "H26.NNMT",
                        "rain-observation",
                        "'gauge':'G1','averagingMinutes':10,'area':'00166','millimetres':99.99"));
    }

    /** An indicator may be defined later and counts then what was sent before; but usually the code is misspelt. */
    @ParameterizedTest
    @CsvSource({
        "ds.fibre_household, ds.fibre_households",
        "DS.Fibre_Households, ds.fibre_households",
        "ds.balloons_per_head, ",
    })
    void aFigureThatNoIndicatorCountsIsAFinding(String code, String meant) {
        assertThat(Finding.of(admitted("H26.TKE", with(STATISTIC, "ds.fibre_households", code))))
                .containsExactly(new Finding("uncounted", "/data/statistic", meant));
    }

    @ParameterizedTest
    @CsvSource({"ds.fibre_households", "ds.adults_using_online_services", "index.example_communes.awareness"})
    void aFigureThatIsCountedIsNone(String code) {
        assertThat(Finding.of(admitted("H26.TKE", with(STATISTIC, "ds.fibre_households", code))))
                .isEmpty();
    }
}
