package vn.hanoi.datahub.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/** What of a body is an event, and which bodies are refused as a whole. */
class EventJsonTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertUnreadable(Runnable reading, String reason, String detail) {
        assertThatThrownBy(reading::run).isInstanceOfSatisfying(UnreadableException.class, e -> {
            Refused refused = e.refused();
            assertThat(refused.reason().word()).isEqualTo(reason);
            assertThat(refused.detail()).hasToString(detail);
            assertThat(refused.field()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | the body is empty",
                "{ | the body is not valid JSON: see line 1, column 2",
                "{\"id\":\"a\",\"id\":\"b\"} | the body is not valid JSON: see line 1, column 16",
                "{} {} | the body is not valid JSON: see line 1, column 4",
                "{\"id\":nonsense} | the body is not valid JSON: see line 1, column 7"
            })
    void refusesABodyThatIsNoEvent(String body, String detail) {
        assertUnreadable(() -> EventJson.structured(bytes(body)), "malformed", detail);
    }

    /** Sums need no number that long, and reading one takes time with the square of its digits. */
    @Test
    void refusesANumberOfAThousandDigits() {
        assertThatThrownBy(() -> EventJson.structured(bytes("{\"data\":{\"value\":" + "7".repeat(1_001) + "}}")))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void refusesWhatIsNestedDeeperThanAnyEvent() {
        assertThatThrownBy(() -> EventJson.structured(bytes("[".repeat(101) + "]".repeat(101))))
                .isInstanceOf(UnreadableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "5", "[] []", "[] x"})
    void refusesABatchThatIsNoList(String body) {
        assertThatThrownBy(() -> EventJson.batch(bytes(body), 10)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void refusesABatchThatBreaksOff() {
        assertThatThrownBy(() -> EventJson.batch(bytes("[{"), 10)).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> EventJson.batch(bytes("[{}"), 10)).isInstanceOf(UnreadableException.class);
    }

    /** The reading ends at the bound: what lies behind it is not even looked at. */
    @Test
    void refusesABatchOfTooMany() {
        String most = String.join(",", Collections.nCopies(10_000, "{}"));

        assertThat(EventJson.batch(bytes("[" + most + "]"), 10_000)).hasSize(10_000);
        assertUnreadable(
                () -> EventJson.batch(bytes("[" + most + ",{}, no JSON from here on"), 10_000),
                "too-large",
                "a batch can have at most 10000 events; send several batches");
    }

    @Test
    void keepsTheOrderOfABatch() {
        List<Submission> batch = EventJson.batch(bytes("[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}]"), 3);

        assertThat(batch).extracting(Submission::id).containsExactly("a", "b", "c");
    }

    /** Whatever stands where an event should be is refused with its reason, and takes no other event with it. */
    @ParameterizedTest
    @ValueSource(strings = {"5", "null", "\"text\"", "[]", "[[{}]]", "{}", "true"})
    void whatIsNoEventIsRefusedAlone(String other) {
        List<Submission> batch = EventJson.batch(bytes("[" + other + "," + AtTheDoor.DOSSIER + "]"), 2);

        Admission said = AtTheDoor.DOOR.admit(
                batch.get(0), AtTheDoor.CATALOGUE.findAgency("H26.HCC").orElseThrow(), AtTheDoor.NOW);

        assertThat(((Refused) said).reason().word()).isEqualTo("malformed");
        assertThat(batch.get(1).id()).isEqualTo("r");
    }

    /** An answer names the event by its id, and must not become as long as whatever was sent for it. */
    @Test
    void namesAnEventByTheBeginningOfItsId() {
        Submission submission = EventJson.structured(bytes("{\"id\":\"" + "l".repeat(200_000) + "\"}"));

        assertThat(submission.id()).hasSize(512).endsWith("l…");
        assertThat(EventJson.structured(bytes("{}")).id()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"0912345678\"} | true",
                "{\"extension\":\"a@hanoi.gov.vn\"} | true",
                "{\"data\":{\"deep\":[{\"in\":\"0912345678\"}]}} | true",
                "{\"id\":\"1\",\"data\":{\"value\":12.5}} | false"
            })
    void findsPersonalDataWhereverItStands(String body, boolean isPersonal) {
        assertThat(EventJson.structured(bytes(body)).isPersonal()).isEqualTo(isPersonal);
    }
}
