package vn.hanoi.datahub.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.DOSSIER;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.admitted;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.refused;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.with;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A misspelt attribute would be ignored like an extension, and with it what its sender meant. */
class AttributeNamesTest {

    private static String dossier(String attribute, String value) {
        return with(DOSSIER, "\"specversion\"", "\"" + attribute + "\":\"" + value + "\",\"specversion\"");
    }

    @ParameterizedTest
    @CsvSource({
        "Operation, operation",
        "operaton, operation",
        "dataVersion, dataversion",
        "data_version, dataversion",
        "Time, time",
        "timee, time",
        "subjekt, subject",
        "datacontentype, datacontenttype"
    })
    void aNearMissIsRefusedWithTheNameThatWasMeant(String name, String meant) {
        assertThat(refused("H26.HCC", dossier(name, "x")).detail())
                .hasToString("there is no CloudEvents attribute '" + name + "'; did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trace_id", "traceParent", "x-key", "đơnvị", ""})
    void aNameThatCloudEventsForbidsIsRefused(String name) {
        assertThat(refused("H26.HCC", dossier(name, "x")).detail().key()).isEqualTo("attribute.name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "traceparent",
                "tracestate",
                "partitionkey",
                "sampledrate",
                "sequence",
                "dataref",
                "dataschema",
                "site",
                "ip",
                "kind",
                "severity",
                "title",
                "date"
            })
    void anExtensionIsIgnored(String name) {
        assertThat(admitted("H26.HCC", dossier(name, "1")).event().subject()).isEqualTo("refused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json |",
                "application/json; charset=utf-8 |",
                "APPLICATION/geo+json |",
                "application/xml | data must be JSON (application/json), not application/xml",
                "text/plain | data must be JSON (application/json), not text/plain",
                "jsonp | data must be JSON (application/json), not jsonp"
            })
    void dataIsJson(String format, String why) {
        String event = dossier("datacontenttype", format);
        if (why == null) {
            assertThat(admitted("H26.HCC", event).event().id()).isEqualTo("r");
        } else {
            assertThat(refused("H26.HCC", event).detail()).hasToString(why);
        }
    }

    /** As a header, {@code ce-data} is an attribute. */
    @Test
    void dataIsNoAttribute() {
        Mistakes mistakes = new Mistakes();

        AttributeNames.check(java.util.Map.of("data", "x"), mistakes);

        assertThat(mistakes.refused().detail().key()).isEqualTo("attribute.name");
    }
}
