package vn.hanoi.datahub.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import vn.hanoi.datahub.ingest.admission.Submission;

/** Attributes in headers, as the CloudEvents HTTP binding encodes them (1.0.2, 3.1.3.2). */
class EventHeaderTest {

    private static Submission subject(String value) {
        HttpHeaders headers = new HttpHeaders();
        headers.add("Ce-Subject", value);
        return EventHeader.binary(headers, new byte[0]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain | plain",
                "a+b | a+b",
                "%C4%91%C6%B0%E1%BB%9Dng%20L%C3%A1ng | đường Láng",
                "Euro%20%E2%82%AC%20%F0%9F%98%80 | Euro € 😀",
                "\"quoted\" | quoted",
                "\"a \\\"b\\\" c\" | a \"b\" c",
                "\"%C3%A1\" | á",
                "a%25b | a%b",
                "a%2fb | a/b"
            })
    void decodesWhatTheBindingEncodes(String value, String subject) {
        assertThat(subject(value).attributes()).containsEntry("subject", subject);
        assertThat(subject(value).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "L\u00c3\u00a1ng | header.raw",
                "Láng | header.raw",
                "100% | header.escape",
                "%4 | header.escape",
                "%zz | header.escape",
                "%+1 | header.escape",
                "%C3%28 | header.escape",
                "%ED%A0%80 | header.escape",
                "\"open | header.escape",
                "\"a\"b | header.escape",
                "\"a\\ | header.escape"
            })
    void refusesByNameWhatCannotBeDecoded(String value, String key) {
        assertThat(subject(value).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.detail().key()).isEqualTo(key);
            assertThat(problem.detail().args()).containsExactly("ce-subject");
            assertThat(problem.field()).isEqualTo("/subject");
        });
        assertThat(subject(value).attributes()).doesNotContainKey("subject");
    }

    @Test
    void refusesAHeaderOfTheBindingForKafka() {
        HttpHeaders headers = new HttpHeaders();
        headers.add("ce-id", "1");
        headers.add("ce_Operation", "retract");

        assertThat(EventHeader.binary(headers, new byte[0]).problems())
                .extracting(problem -> problem.detail().toString())
                .containsExactly("the header ce_operation is not read over HTTP; send it as ce-operation");
    }

    @Test
    void refusesAHeaderThatIsThereTwice() {
        HttpHeaders headers = new HttpHeaders();
        headers.add("ce-id", "1");
        headers.add("ce-id", "2");

        assertThat(EventHeader.binary(headers, new byte[0]).problems())
                .extracting(problem -> problem.detail().key())
                .containsExactly("header.twice");
    }
}
