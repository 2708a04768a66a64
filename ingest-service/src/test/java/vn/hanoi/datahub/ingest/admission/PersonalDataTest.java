package vn.hanoi.datahub.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PersonalDataTest {

    @Test
    void anAddressIsFoundWhereverItStands() {
        assertThat(PersonalData.in("write to nguyen.van-a+x@hanoi.gov.vn, please"))
                .contains("email");
        assertThat(PersonalData.in("{\"note\":\"a@b.vn\"}")).contains("email");
        assertThat(PersonalData.in("a@b.vn")).contains("email");
        assertThat(PersonalData.in("12 @ 3 km/h @home")).isEmpty();
    }

    @Test
    void aCardsNumberIsFoundHoweverItIsWritten() {
        assertThat(PersonalData.in("001085012345")).contains("identity");
        assertThat(PersonalData.in("0010 8501 2345")).contains("identity");
        assertThat(PersonalData.in("0010.8501.2345")).contains("identity");
        assertThat(PersonalData.in("2026-11-28T01:00:00")).isEmpty();
        assertThat(PersonalData.in("00010850123456789")).isEmpty();
    }

    /** A megabyte without an end is what a broken sensor sends; with a pattern that goes back it takes hours. */
    @Test
    @Timeout(10)
    void aLongTextTakesNoLongTime() {
        assertThat(PersonalData.in("f0".repeat(500_000))).isEmpty();
        assertThat(PersonalData.in("a@".repeat(500_000))).isEmpty();
        assertThat(PersonalData.in("0 ".repeat(500_000))).isEmpty();
    }
}
