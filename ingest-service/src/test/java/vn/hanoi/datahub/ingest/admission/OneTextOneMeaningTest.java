package vn.hanoi.datahub.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.DOSSIER;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.STATISTIC;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.admitted;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.refused;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.with;

import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/**
 * Texts that look the same are the same, texts that say nothing are refused, and whoever made several mistakes hears of
 * all of them.
 */
class OneTextOneMeaningTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "đất đai",
                "đất  đai",
                "đất   đai ",
                " đất đai ",
                "\u00a0đất đai\u00a0",
                "\ufeffđất đai\u200b",
                "\u202fđất đai\u2060"
            })
    void blanksAtTheEndsAndTheFormOfLettersAreNoDifference(String text) {
        for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
            String sent = "\"" + Normalizer.normalize(text, form) + "\"";

            assertThat(admitted("H26.HCC", with(DOSSIER, "\"land\"", sent))
                            .data()
                            .get("sector"))
                    .isEqualTo("đất đai");
            assertThat(admitted("H26.HCC", with(DOSSIER, "\"refused\"", sent))
                            .event()
                            .subject())
                    .isEqualTo("đất đai");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"S-1", "S\u20101", "S\u20111"})
    void hyphensOfWordProcessorsAreHyphens(String text) {
        assertThat(admitted("H26.HCC", with(DOSSIER, "\"land\"", "\"" + text + "\""))
                        .data()
                        .get("sector"))
                .isEqualTo("S-1");
    }

    @ParameterizedTest
    @CsvSource({"a\u00a0b", "a\u200bb", "a\u2009b", "a\u202eb", "a\u00adb", "a\ufeffb", "a\ue000b", "a\udb40\udc41b"})
    void aCharacterThatNobodySeesIsRefusedInsideACode(String code) {
        for (String place : new String[] {"\"refused\"", "\"p1\"", "\"r\""}) {
            Refused said = refused("H26.HCC", with(DOSSIER, place, "\"" + code + "\""));

            assertThat(said.reason().word()).isEqualTo("malformed");
            assertThat(said.detail().key()).isEqualTo("text.invisible");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "S-\u0410, 3, U+0410 CYRILLIC CAPITAL LETTER A",
        "\u0420M25, 1, U+0420 CYRILLIC CAPITAL LETTER ER",
        "\u0421\u041e, 1, U+0421 CYRILLIC CAPITAL LETTER ES",
        "Tr\u03bf, 3, U+03BF GREEK SMALL LETTER OMICRON",
        "Trạm \uff11, 6, U+FF11 FULLWIDTH DIGIT ONE",
        "S\ufe631, 2, U+FE63 SMALL HYPHEN-MINUS",
        "Trạm \u2161, 6, U+2161 ROMAN NUMERAL TWO",
        "S\u2460, 2, U+2460 CIRCLED DIGIT ONE",
        "\ufb01x, 1, U+FB01 LATIN SMALL LIGATURE FI",
        "S\ud835\udfcf, 2, U+1D7CF MATHEMATICAL BOLD DIGIT ONE",
        "S\u20131, 2, U+2013 EN DASH",
        "S1\u2212a, 3, U+2212 MINUS SIGN"
    })
    void aCharacterThatOnlyLooksLikeAnotherIsRefusedInACode(String code, int position, String character) {
        for (String place : new String[] {"\"refused\"", "\"p1\"", "\"r\"", "\"ONLINE_FULL\""}) {
            Refused said = refused("H26.HCC", with(DOSSIER, place, "\"" + code + "\""));

            assertThat(said.detail().key()).endsWith(".look-alike");
            assertThat(said.detail().toString()).contains("character " + position + " is " + character);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Москва",
                "Αθήνα",
                "nhà máy β",
                "5 µg",
                "10 μm",
                "Trạm số 1",
                "东站",
                "Láng – Hòa Lạc",
                "Láng–Bưởi",
                "quý 1 – 2"
            })
    void aTextInAnotherAlphabetIsTaken(String text) {
        assertThat(admitted("H26.HCC", with(DOSSIER, "\"land\"", "\"" + text + "\""))
                        .data()
                        .get("sector"))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tr?m",
                "Ðất đai",
                "Tr¹m §èng §a",
                "Äáº¥t Ä‘ai",
                "Ñaát ñai",
                "CafÃ©",
                "L&#225;ng",
                "Láng &amp; Bưởi",
                "Láng<br/>",
                "<b>Láng</b>",
                "L%C3%A1ng",
                "L\\\\u00e1ng"
            })
    void lettersThatWereLostMakeNoCategoryAndNoSubject(String text) {
        for (String place : new String[] {"\"refused\"", "\"land\""}) {
            Refused said = refused("H26.HCC", with(DOSSIER, place, "\"" + text + "\""));

            assertThat(said.detail().key()).isEqualTo("text.damaged");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A&B", "5 < 6", "P<=Q>", "100%20", "50%", "https://hanoi.gov.vn/L%C3%A1ng?a=1&amp;b"})
    void signsOfAnotherWritingAloneAreTaken(String text) {
        assertThat(admitted("H26.HCC", with(DOSSIER, "\"land\"", "\"" + text + "\""))
                        .data()
                        .get("sector"))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "–",
                "…",
                "...",
                "?",
                "N/A",
                "n/a",
                "NULL",
                "null",
                "None",
                "NaN",
                "#REF!",
                "#N/A",
                "#DIV/0!",
                "#NAME?",
                "#TÊN?",
                "không có",
                "Chưa có số liệu",
                "KXĐ",
                "Không áp dụng",
                "(trống)",
                "unknown",
                "TBD",
                "#BUSY!",
                "#GIÁ_TRỊ!",
                "#ERR",
                "Err:502",
                "n / a",
                "no data",
                "NODATA",
                "k.có",
                "mất tín hiệu",
                "[object Object]",
                "N.A",
                "TRUE",
                "False",
                "WAHR",
                "faux",
                "-nt-",
                "Như trên",
                "ditto",
                "nt",
                "n.t.",
                "(nt)",
                "—nt—",
                "(như trên)",
                "như dòng trên",
                "Cùng trên",
                "mất số liệu",
                "không quan trắc",
                "chưa đo",
                "KXD",
                "n/a.",
                "#NV",
                "As above",
                "tương tự",
                "Cũng vậy",
                "cũng như trên",
                "idem.",
                "_nt_",
                "hỏng",
                "Bị hỏng",
                "${station}",
                "S-${id}",
                "{{ station }}",
                "{station}",
                "<station>",
                "%s",
                "%(code)s"
            })
    void whatNamesNothingIsNoCategoryAndNoSubject(String text) {
        for (String place : new String[] {"\"refused\"", "\"land\"", "\"r\""}) {
            Refused said = refused("H26.HCC", with(DOSSIER, place, "\"" + text + "\""));

            assertThat(said.reason().word()).isEqualTo("malformed");
            assertThat(said.detail().key()).isEqualTo("text.placeholder");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nam",
                "nano",
                "nano-1",
                "#12",
                "#12!",
                "no",
                "data",
                "err",
                "Khác",
                "Đèn đường hỏng",
                "Hồng Hà",
                "Tương Mai",
                "NT_01",
                "co co",
                "a-b",
                "Hòa",
                "Hoà",
                "ANA",
                "N/A-7",
                "true-1",
                "Truê",
                "NT",
                "above",
                "{1}",
                "{7d44-1a}",
                "a<b",
                "100%",
                "50%s",
                "$1"
            })
    void whatOnlyLooksLikeNothingIsTaken(String text) {
        assertThat(admitted("H26.HCC", with(DOSSIER, "\"land\"", "\"" + text + "\""))
                        .data()
                        .get("sector"))
                .isEqualTo(text);
    }

    @Test
    void everyMistakeIsTold() {
        String event = with(
                with(
                        with(with(DOSSIER, "\"00004\"", "\"352\""), "\"ONLINE_FULL\"", "\"FAX\""),
                        "\"fee\":false",
                        "\"fee\":\"maybe\",\"colour\":1"),
                "\"land\"",
                "\"N/A\"");

        Refused said = refused("H26.HCC", event);

        assertThat(said.field()).isEqualTo("/data/channel");
        assertThat(said.others())
                .extracting(Refused::field)
                .containsExactly("/data/fee", "/data/colour", "/data/sector", "/data/area");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "352 | there is no area '352'; did you mean 00352 (Phường Phương Liệt)?",
                "4 | there is no area '4'; did you mean 00004 (Phường Ba Đình)?",
                "Ba Đình | there is no area 'Ba Đình'; did you mean 00004 (Phường Ba Đình)?",
                "phường ba đình | there is no area 'phường ba đình'; did you mean 00004 (Phường Ba Đình)?",
                "9999 | there is no area '9999'"
            })
    void aCodeThatLostItsZeros_orANameInItsPlace_isUnderstoodButNotTaken(String area, String detail) {
        Refused said = refused("H26.HCC", with(DOSSIER, "\"00004\"", "\"" + area + "\""));

        assertThat(said.reason().word()).isEqualTo("unknown-area");
        assertThat(said.detail()).hasToString(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-02-30T10:00:00+07:00", "31/02/2026", "2025-06-31", "29/02/2025 08:00", "31/13/2025"})
    void aDayThatNoCalendarHasIsCalledThat(String time) {
        assertThat(refused("H26.HCC", with(DOSSIER, "2025-08-10T10:00:00+07:00\",\n", time + "\",\n"))
                        .detail())
                .hasToString("check time: there is no such day as " + time);
        assertThat(refused("H26.HCC", with(DOSSIER, "2025-08-20T17:00:00+07:00", time))
                        .detail()
                        .key())
                .isEqualTo("field.no-such-day");
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, true",
        "12.340000000000002, true",
        "123456789012345678, false",
        "0.12345678901234567890, false",
        "100000000000000000, true",
        "0.1000000000000000055511151231257827021181583404541015625, true",
        "9007199254740993, false",
        "1e-400, false"
    })
    void aNumberIsKeptExactlyOrRefused(String number, boolean isKept) {
        String event = with(STATISTIC, "\"numerator\":1", "\"numerator\":" + number);
        if (isKept) {
            assertThat(admitted("H26.TKE", event).data().get("numerator")).isEqualTo(Double.parseDouble(number));
        } else {
            assertThat(refused("H26.TKE", event).detail().key()).isEqualTo("field.precision");
        }
    }
}
