package vn.hanoi.datahub.ingest.ngsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.ingest.admission.Admission.Admitted;
import vn.hanoi.datahub.ingest.admission.AtTheDoor;
import vn.hanoi.datahub.ingest.admission.EventJson;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.ingest.file.Mappings;

/**
 * What brokers write that keep more of an attribute than its value: instances, languages, moments of their own, and
 * what was taken away.
 */
class NotificationsTest {

    private static final Notifications NOTIFICATIONS = new Notifications(AtTheDoor.CATALOGUE, new Mappings(), 100);

    private static List<Submission> read(String entity) {
        String body =
                "{\"id\":\"n\",\"type\":\"Notification\",\"data\":[{\"id\":\"urn:ngsi-ld:AirQualityObserved:S1\",\"type\":\"AirQualityObserved\","
                        + entity + "}]}";
        return NOTIFICATIONS.read(body.getBytes(StandardCharsets.UTF_8), "H26.NNMT");
    }

    private static String value(Submission submission) {
        return submission.data().path("value").asString();
    }

    @Test
    void anAttributesOwnMomentIsTheEvents() {
        List<Submission> events = read(
                "\"pm25\":{\"type\":\"Property\",\"value\":31,\"observedAt\":\"2025-10-03T09:00:00+07:00\"},\"no2\":{\"type\":\"Property\",\"value\":7,\"observedAt\":\"2025-10-03T10:00:00+07:00\"}");

        assertThat(events)
                .extracting(event -> event.attributes().get("subject") + " "
                        + event.attributes().get("time"))
                .containsExactlyInAnyOrder("S1/PM25 2025-10-03T09:00+07:00", "S1/NO2 2025-10-03T10:00+07:00");
    }

    @Test
    void theEntitysMomentGoesBeforeIt() {
        List<Submission> events = read(
                "\"dateObserved\":\"2025-10-03T08:00:00+07:00/2025-10-03T09:00:00+07:00\",\"pm25\":{\"type\":\"Property\",\"value\":31,\"observedAt\":\"2025-10-03T09:03:00+07:00\"}");

        assertThat(events.get(0).attributes().get("time")).isEqualTo("2025-10-03T09:00+07:00");
    }

    @Test
    void ofSeveralInstancesTheOneWithoutADatasetIsTheValue() {
        String time = "\"dateObserved\":\"2025-10-03T09:00:00+07:00\",";
        assertThat(
                        read(
                                time
                                        + "\"pm25\":[{\"type\":\"Property\",\"value\":99,\"datasetId\":\"urn:d:1\"},{\"type\":\"Property\",\"value\":31}]"))
                .extracting(NotificationsTest::value)
                .containsExactly("31");
        assertThat(read(time + "\"pm25\":[{\"type\":\"Property\",\"value\":30,\"datasetId\":\"urn:d:1\"}]"))
                .extracting(NotificationsTest::value)
                .containsExactly("30");
        assertRefused(
                "\"pm25\":[{\"type\":\"Property\",\"value\":1,\"datasetId\":\"urn:d:1\"},{\"type\":\"Property\",\"value\":2,\"datasetId\":\"urn:d:2\"}]",
                "which of two nobody can say");
    }

    /** The attributes' only other pollutant is taken; the one that cannot be read is not lost beside it. */
    private static void assertRefused(String attributes, String why) {
        assertThat(read(attributes
                        + ",\"dateObserved\":\"2025-10-03T09:00:00+07:00\",\"areaServed\":\"00352\",\"so2\":5"))
                .as(why)
                .extracting(event -> event.data().path("parameter").asString() + " "
                        + (AtTheDoor.DOOR.admit(
                                        event,
                                        AtTheDoor.CATALOGUE
                                                .findAgency("H26.NNMT")
                                                .orElseThrow(),
                                        AtTheDoor.NOW)
                                instanceof Admitted))
                .containsExactlyInAnyOrder("PM25 false", "SO2 true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"Property\",\"value\":[31]}",
                "{\"type\":\"Property\",\"value\":{\"mean\":31}}",
                "{\"type\":\"ListProperty\",\"valueList\":[31]}",
                "{\"type\":\"JsonProperty\",\"json\":31}",
                "{\"value\":31,\"unitCode\":\"61\"}",
                "{\"value\":31,\"unitCode\":\"gp\"}",
                "{\"value\":31,\"unitCode\":[\"GP\"]}",
                "{\"value\":31,\"unitCode\":{\"type\":\"Property\",\"value\":\"61\"}}",
                "{\"value\":31,\"unitText\":\"ppb\"}",
                "{\"type\":\"Number\",\"value\":31,\"metadata\":{\"unitCode\":{\"type\":\"Text\",\"value\":\"61\"}}}"
            })
    void whatIsNoSingleValueInAKnownUnitIsRefused_andNotLeftOut(String pm25) {
        assertRefused("\"pm25\":" + pm25, pm25);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"pm25\":{\"value\":0.5,\"unitCode\":\"GP\"} | 500",
                "\"pm25\":{\"value\":0.5,\"unitCode\":{\"type\":\"Property\",\"value\":\"GP\"}} | 500",
                "\"pm25\":{\"value\":0.5,\"unitText\":\"mg/m³\"} | 500",
                "\"pm25\":{\"value\":0.5,\"metadata\":{\"unitCode\":{\"type\":\"Text\",\"value\":\"GP\"}}} | 500",
                "\"pm25\":{\"value\":7,\"unitCode\":\"GQ\"} | 7",
                "\"PM25\":{\"value\":7} | 7"
            })
    void anAmountIsReadInItsUnit_howeverTheBrokerWritesIt(String attribute, String value) {
        assertThat(read("\"dateObserved\":\"2025-10-03T09:00:00+07:00\"," + attribute))
                .extracting(NotificationsTest::value)
                .containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource({"KMH, 36", "MTS, 129.6", "HM, 57.936384", "KNT, 66.672", "FOT, 36 unit FOT"})
    void aSpeedIsReadInItsUnit(String unit, String kilometresAnHour) {
        String entity =
                "{\"id\":\"urn:ngsi-ld:TrafficFlowObserved:L1\",\"type\":\"TrafficFlowObserved\",\"averageVehicleSpeed\":{\"value\":36,\"unitCode\":\"%s\"}}"
                        .formatted(unit);

        assertThat(DataModel.TRAFFIC_FLOW_OBSERVED
                        .facts(Entity.of(EventJson.parse(entity.getBytes(StandardCharsets.UTF_8))))
                        .get(0)
                        .get("speedKmh"))
                .isEqualTo(kilometresAnHour);
    }

    @Test
    void ofTextsInSeveralLanguagesTheVietnameseOne() {
        List<Submission> events = read(
                "\"dateObserved\":\"2025-10-03T09:00:00+07:00\",\"stationCode\":{\"type\":\"LanguageProperty\",\"languageMap\":{\"en\":\"Bridge\",\"vi\":\"Cau\"}},\"pm25\":3");

        assertThat(events.get(0).attributes().get("subject")).isEqualTo("Cau/PM25");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"AirQualityObserved\",\"Station\"]",
                "[\"Station\",\"AirQualityObserved\"]",
                "[\"https://smartdatamodels.org/Station\",\"https://smartdatamodels.org/dataModel.Environment/AirQualityObserved\"]",
                "\"https://uri.etsi.org/ngsi-ld/default-context/AirQualityObserved\""
            })
    void ofSeveralTypesTheOneWithADataModel(String types) {
        String body = "{\"data\":[{\"id\":\"urn:ngsi-ld:AirQualityObserved:S1\",\"type\":" + types
                + ",\"dateObserved\":\"2025-10-03T09:00:00+07:00\",\"pm25\":3}]}";

        assertThat(NOTIFICATIONS.read(body.getBytes(StandardCharsets.UTF_8), "H26.NNMT"))
                .extracting(event -> event.attributes().get("type") + " "
                        + event.attributes().get("subject"))
                .containsExactly("vn.hanoi.air-observation S1/PM25");
    }

    @Test
    void ofSeveralUnknownTypesTheFirstIsNamed() {
        String body = "{\"data\":[{\"id\":\"urn:x:1\",\"type\":[\"Bench\",\"Tree\"]}]}";

        assertThat(NOTIFICATIONS
                        .read(body.getBytes(StandardCharsets.UTF_8), "H26.NNMT")
                        .get(0)
                        .attributes())
                .containsEntry("type", "Bench");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/AirQualityObserved",
                "https://smartdatamodels.org/AirQualityObserved",
                "https://smartdatamodels.org/dataModel.Transportation/AirQualityObserved",
                "urn:x/AirQualityObserved"
            })
    void aTypeOfAnotherNamespaceIsAnother(String type) {
        String body = "{\"data\":[{\"id\":\"urn:x:1\",\"type\":\"" + type
                + "\",\"dateObserved\":\"2025-10-03T09:00:00+07:00\",\"pm25\":3}]}";

        assertThat(NOTIFICATIONS
                        .read(body.getBytes(StandardCharsets.UTF_8), "H26.NNMT")
                        .get(0)
                        .attributes())
                .containsEntry("type", type);
    }

    /** Whatever comes last in the entity. */
    @ParameterizedTest
    @ValueSource(strings = {"%1$s,%2$s,%3$s", "%3$s,%2$s,%1$s", "%2$s,%1$s,%3$s"})
    void theStationIsAtItsLocation(String order) {
        String location =
                "\"location\":{\"type\":\"GeoProperty\",\"value\":{\"type\":\"Point\",\"coordinates\":[105.8,21.03]}}";
        String point = "\"observationSpace\":{\"type\":\"Point\",\"coordinates\":[105.1,20.9]}";
        String area = "\"operationSpace\":{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,4],[5,6],[1,2]]]}";

        List<Submission> events = read(
                "\"dateObserved\":\"2025-10-03T09:00:00+07:00\",\"pm25\":3," + order.formatted(location, point, area));

        assertThat(events.get(0).data().path("latitude").asDouble()).isEqualTo(21.03);
        assertThat(events.get(0).data().path("longitude").asDouble()).isEqualTo(105.8);
    }

    @Test
    void anAttributeOfAnotherNamespaceIsAnother() {
        List<Submission> events = read(
                "\"https://smartdatamodels.org/dateObserved\":\"2025-10-03T09:00:00+07:00\",\"https://smartdatamodels.org/dataModel.Environment/pm25\":3,\"https://example.org/pm10\":5");

        assertThat(events).extracting(NotificationsTest::value).containsExactly("3");
    }

    @Test
    void whatWasTakenAwayIsNoValue_andADeletedEntityNoEvent() {
        String time = "\"dateObserved\":\"2025-10-03T09:00:00+07:00\",";
        assertThat(
                        read(
                                time
                                        + "\"no2\":{\"type\":\"Property\",\"value\":5},\"pm25\":{\"type\":\"Property\",\"value\":\"urn:ngsi-ld:null\"},\"co\":{\"type\":\"Property\",\"value\":1,\"deletedAt\":\"2025-10-03T09:01:00Z\"}"))
                .extracting(event -> event.attributes().get("subject"))
                .containsExactly("S1/NO2");
        assertThat(read(time + "\"deletedAt\":\"2025-10-03T09:01:00Z\",\"pm25\":3"))
                .isEmpty();
    }
}
