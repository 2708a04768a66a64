package vn.hanoi.datahub.ingest.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.ingest.admission.UnreadableException;

/** What is read as UTF-8 was not declared as anything else. */
class DeclaredCharsetTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/cloudevents+json;charset=\"UTF8\"",
                "text/csv; header=present; Charset = us-ascii",
                "text/csv; x-charset=latin1"
            })
    void takesWhatItReads(String contentType) {
        for (DeclaredCharset read : DeclaredCharset.values()) {
            assertThatCode(() -> read.check(contentType)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"iso-8859-1", "windows-1258", "cp1252", "utf-7", "utf-32", "x-tcvn3", "???", ""})
    void refusesAnyOther(String charset) {
        for (DeclaredCharset read : DeclaredCharset.values()) {
            assertThatThrownBy(() -> read.check("application/json; charset=" + charset))
                    .isInstanceOf(UnreadableException.class)
                    .hasMessage("body.charset");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-16", "UTF-16LE", "utf-16be"})
    void onlyFilesSayThemselvesWhetherTheyAreUtf16(String charset) {
        assertThatCode(() -> DeclaredCharset.UNICODE.check("text/csv; charset=" + charset))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> DeclaredCharset.UTF_8.check("application/json; charset=" + charset))
                .isInstanceOf(UnreadableException.class);
    }
}
