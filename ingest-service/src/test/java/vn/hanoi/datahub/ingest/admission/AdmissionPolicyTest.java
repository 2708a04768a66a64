package vn.hanoi.datahub.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.DOSSIER;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.STATISTIC;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.admitted;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.refused;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.with;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/**
 * What the door refuses: for which reason, which field is to blame, and what the sender is told. Each row has one thing
 * wrong.
 */
class AdmissionPolicyTest {

    /** Characters that a row of the tables cannot hold. */
    private static String written(String text) {
        return text == null
                ? ""
                : text.replace("LONG", "l".repeat(513))
                        .replace("HALF", "\\ud800")
                        .replace("TAB", "\\t");
    }

    private static void assertRefused(Refused said, String reason, String field, String detail) {
        assertThat(said.reason().word()).isEqualTo(reason);
        assertThat(said.field()).isEqualTo(field);
        assertThat(said.detail()).hasToString(detail);
    }

    @Test
    void takesTextUpToItsLongest() {
        admitted("H26.HCC", with(DOSSIER, "\"id\":\"r\"", "\"id\":\"" + "l".repeat(256) + "\""));
        admitted("H26.HCC", with(DOSSIER, "\"land\"", "\"" + "l".repeat(512) + "\""));

        assertThat(refused("H26.HCC", with(DOSSIER, "\"id\":\"r\"", "\"id\":\"" + "l".repeat(257) + "\""))
                        .field())
                .isEqualTo("/id");
    }

    @Test
    void whatWasSentIsNamedUpToFortyCharacters() {
        String forty = "\"" + "x".repeat(38) + "\"";
        String more = "\"" + "x".repeat(39) + "\"";

        assertThat(refused("H26.HCC", with(DOSSIER, "\"fee\":false", "\"fee\":" + forty))
                        .detail())
                .hasToString("fee must be true or false, not " + forty);
        assertThat(refused("H26.HCC", with(DOSSIER, "\"fee\":false", "\"fee\":" + more))
                        .detail())
                .hasToString("fee must be true or false, not " + more.substring(0, 40) + "…");
    }

    @Test
    void theSameWordsHaveTheSameIdEverywhere() {
        assertThat(ContentId.of("abc"))
                .as("half of the SHA-256 of FIPS 180-2, appendix B.1")
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223");
    }

    @ParameterizedTest(name = "{0} -> {1}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"1.0\" | \"0.3\" | malformed | /specversion | specversion must be 1.0",
                "\"specversion\":\"1.0\", | | malformed | /specversion | specversion must be 1.0",
                "\"id\":\"r\", | | malformed | /id | CloudEvents attribute 'id' is missing",
                "\"id\":\"r\" | \"id\":5 | malformed | /id | CloudEvents attribute 'id' is missing",
                "\"id\":\"r\" | \"id\":null | malformed | /id | CloudEvents attribute 'id' is missing",
                "\"id\":\"r\" | \"id\":\"HALF\" | malformed | /id | id must have 1 to 256 characters, without control characters or unpaired surrogates",
                "\"id\":\"r\" | \"id\":\"LONG\" | malformed | /id | id must have 1 to 256 characters, without control characters or unpaired surrogates",
                "\"refused\" | \"a TAB\" | malformed | /subject | subject must have 1 to 256 characters, without control characters or unpaired surrogates",
                "\"refused\" | \"\" | malformed | /subject | CloudEvents attribute 'subject' is missing",
                "urn:hanoi:agency:H26.HCC:test | H26.HCC | malformed | /source | source must be urn:hanoi:agency:<agency code>[:<system>]",
                "H26.HCC:test | H26.VP | not-your-type | /source | the key belongs to H26.HCC, but source names H26.VP; an agency cannot publish for another",
                "vn.hanoi.procedure-dossier | vn.hanoi.dossier | unknown-type | /type | there is no event type 'vn.hanoi.dossier'; the type of a CloudEvent is vn.hanoi.<event type>",
                "vn.hanoi.procedure-dossier | procedure-dossier | unknown-type | /type | there is no event type 'procedure-dossier'; did you mean vn.hanoi.procedure-dossier?",
                "vn.hanoi.procedure-dossier | vn.hanoi.air-observation | not-your-type | /type | H26.HCC may not publish air-observation",
                "\"id\":\"r\" | \"id\":\"r\",\"operation\":[\"retract\"] | malformed | /operation | operation must be upsert or retract, not '[\"retract\"]'",
                "\"id\":\"r\" | \"id\":\"r\",\"operation\":\"delete\" | malformed | /operation | operation must be upsert or retract, not 'delete'",
                "\"id\":\"r\" | \"id\":\"r\",\"dataversion\":\"١\" | malformed | /dataversion | dataversion must be a 32-bit integer, not '١'",
                "\"id\":\"r\" | \"id\":\"r\",\"dataversion\":1.5 | malformed | /dataversion | dataversion must be a 32-bit integer, not '1.5'",
                "\"id\":\"r\" | \"id\":\"r\",\"dataversion\":2147483648 | malformed | /dataversion | dataversion must be a 32-bit integer, not '2147483648'"
            })
    void refusesAWrongAttribute(String right, String wrong, String reason, String field, String detail) {
        assertRefused(refused("H26.HCC", with(DOSSIER, right, written(wrong))), reason, field, detail);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"fee\":false | \"fee\":\"no\" | schema-violation | /data/fee | fee must be true or false, not \"no\"",
                "\"sector\":\"land\", | | schema-violation | /data/sector | sector is missing; procedure-dossier requires it",
                "\"sector\":\"land\" | \"sector\":null | schema-violation | /data/sector | sector is missing; procedure-dossier requires it",
                "\"sector\":\"land\" | \"sector\":7 | schema-violation | /data/sector | sector must be text, not 7",
                "\"sector\":\"land\" | \"sector\":\"\" | schema-violation | /data/sector | sector must have 1 to 512 characters, without control characters or unpaired surrogates",
                "\"sector\":\"land\" | \"sector\":\"LONG\" | schema-violation | /data/sector | sector must have 1 to 512 characters, without control characters or unpaired surrogates",
                "\"sector\":\"land\" | \"sector\":\"HALF\" | schema-violation | /data/sector | sector must have 1 to 512 characters, without control characters or unpaired surrogates",
                "ONLINE_FULL | ONLINE | schema-violation | /data/channel | channel must be one of COUNTER, POSTAL, ONLINE_PARTIAL, ONLINE_FULL, not \"ONLINE\"",
                "\"fee\":false | \"fee\":false,\"name\":\"x\" | unknown-field | /data/name | procedure-dossier has no field 'name'; remove it: unknown fields are refused and never stored",
                "\"fee\":false | \"fee\":false,\"rating\":6 | out-of-range | /data/rating | rating 6 is not between 1 and 5",
                "\"fee\":false | \"fee\":false,\"rating\":0 | out-of-range | /data/rating | rating 0 is not between 1 and 5",
                "\"fee\":false | \"fee\":false,\"rating\":4.5 | schema-violation | /data/rating | rating must be a whole number, not 4.5",
                "\"fee\":false | \"fee\":false,\"rating\":\"5\" | schema-violation | /data/rating | rating must be a whole number, not \"5\"",
                "\"fee\":false | \"fee\":false,\"rating\":3000000000 | out-of-range | /data/rating | rating is too large",
                "\"fee\":false | \"fee\":false,\"amount\":1e19 | out-of-range | /data/amount | amount is too large",
                "\"fee\":false | \"fee\":false,\"applicant\":\"Nguyễn Văn An\" | schema-violation | /data/applicant | applicant must be a keyed hash: 2 to 128 letters, digits and . _ : + / = -, with a digit, or at least 20 letters that form no word; never a person's name or number",
                "\"fee\":false | \"fee\":false,\"applicant\":\"NguyenVanAn\" | schema-violation | /data/applicant | applicant must be a keyed hash: 2 to 128 letters, digits and . _ : + / = -, with a digit, or at least 20 letters that form no word; never a person's name or number",
                "\"area\":\"00004\" | \"area\":\"99999\" | unknown-area | /data/area | there is no area '99999'",
                "\"area\":\"00004\" | \"area\":\"001\" | area-not-in-force | /data/area | area '001' was not in force on 2025-08-10",
                "\"resolvedAt\":\"2025 | \"resolvedAt\":\"0000 | out-of-range | /data/resolvedAt | resolvedAt 0000-08-10T03:00:00Z is outside the years 1900 to 2199",
                "\"resolvedAt\":\"2025 | \"resolvedAt\":\"+999999999 | schema-violation | /data/resolvedAt | resolvedAt must be an RFC 3339 timestamp with an offset, such as 2025-07-01T09:00:00+07:00, not \"+999999999-08-10T10:00:00+07:00\"",
                "\"resolvedAt\":\"2025-08-10T10:00:00+07:00\" | \"resolvedAt\":\"2025-08-10T10:00:00\" | schema-violation | /data/resolvedAt | resolvedAt must be an RFC 3339 timestamp with an offset, such as 2025-07-01T09:00:00+07:00, not \"2025-08-10T10:00:00\""
            })
    void refusesWrongData(String right, String wrong, String reason, String field, String detail) {
        assertRefused(refused("H26.HCC", with(DOSSIER, right, written(wrong))), reason, field, detail);
    }

    @ParameterizedTest(name = "{1} is {3} in {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"land\" | \"0912345678\" | /data/sector | a phone number",
                "H26.HCC:test | H26.HCC:0912345678 | /source | a phone number",
                "\"refused\" | \"001085012345\" | /subject | a personal identity number",
                "\"id\":\"r\" | \"id\":\"a@hanoi.gov.vn\" | /id | an e-mail address",
                "\"p1\" | \"29A-123.45\" | /data/procedure | a vehicle plate"
            })
    void refusesPersonalData_whereverItStands(String right, String wrong, String field, String kind) {
        assertRefused(
                refused("H26.HCC", with(DOSSIER, right, wrong)),
                "personal-data",
                field,
                "looks like " + kind + "; send a keyed hash or leave it out");
    }

    /** What is refused for something else must not carry a number of somebody's into answers and dead letters. */
    @Test
    void repeatsNoPersonalDataInWhatItSays() {
        assertRefused(
                refused("H26.HCC", with(DOSSIER, "ONLINE_FULL", "0912345678")),
                "schema-violation",
                "/data/channel",
                "channel must be one of COUNTER, POSTAL, ONLINE_PARTIAL, ONLINE_FULL, not …");
    }

    @ParameterizedTest(name = "{0} -> {1}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "numerator\":1 | numerator\":1e33 | out-of-range | /data/numerator | numerator 1.0E33 is too large or too small",
                "numerator\":1 | numerator\":1e-300 | out-of-range | /data/numerator | numerator 1.0E-300 is too large or too small",
                "numerator\":1 | numerator\":1e999 | schema-violation | /data/numerator | numerator must be a number, not 1E+999",
                "2023-04 | 0000 | out-of-range | /data/period | period 0000 is not a period within the years 1900 to 2199",
                "2023-04 | 1899 | out-of-range | /data/period | period 1899 is not a period within the years 1900 to 2199",
                "2023-04 | 2201 | out-of-range | /data/period | period 2201 is not a period within the years 1900 to 2199",
                "2023-04 | 2023-04-01 | schema-violation | /data/period | period must be a period such as 2025, 2025-Q2 or 2025-06, not '2023-04-01'",
                "2023-04 | 2023-13 | schema-violation | /data/period | period must be a period such as 2025, 2025-Q2 or 2025-06, not '2023-13'"
            })
    void refusesWhatNoSumOrCalendarCouldHold(String right, String wrong, String reason, String field, String detail) {
        assertRefused(refused("H26.TKE", with(STATISTIC, right, wrong)), reason, field, detail);
    }

    @Test
    void anAgencySpeaksForItsOwnAreaOnly() {
        String event = with(DOSSIER, "H26.HCC:test", "H26.X00004");

        assertRefused(
                refused("H26.X00004", with(event, "\"00004\"", "\"00008\"")),
                "not-your-area",
                "/data/area",
                "H26.X00004 may only publish for area 00004");
        assertThat(admitted("H26.X00004", event).event().agency()).isEqualTo("H26.X00004");
    }

    @Test
    void saysWhatIsWrongInVietnamese() {
        Refused said = refused("H26.HCC", with(DOSSIER, "\"00004\"", "\"99999\""));

        assertThat(said.detail().in(Detail.VIETNAMESE)).isEqualTo("không có đơn vị hành chính '99999'");
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"data\":{ | \"data\":null,\"else\":{ | data is missing; only a retraction can omit it",
                "\"data\":{ | \"data\":[],\"else\":{ | data must be a JSON object",
                "\"data\":{ | \"else\":{ | data is missing; only a retraction can omit it"
            })
    void refusesAnEventWithoutData(String right, String wrong, String detail) {
        assertRefused(refused("H26.HCC", with(DOSSIER, right, wrong)), "schema-violation", "/data", detail);
    }
}
