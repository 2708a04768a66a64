package vn.hanoi.datahub.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymTest {

    private static final int DRAWN = 20_000;

    /** One in forty Base64 hashes of 128 bits has no digit. */
    @Test
    void takesHashesOfEveryForm() {
        Random random = new Random(239);
        int refused = 0;
        for (int i = 0; i < DRAWN; i++) {
            byte[] hash = new byte[16];
            random.nextBytes(hash);
            if (!Pseudonym.is(Base64.getUrlEncoder().withoutPadding().encodeToString(hash))) {
                refused++;
            }
            assertThat(Pseudonym.is(new UUID(random.nextLong(), random.nextLong()).toString()))
                    .isTrue();
            byte[] longer = new byte[32];
            random.nextBytes(longer);
            assertThat(Pseudonym.is(Base64.getEncoder().encodeToString(longer))).isTrue();
        }
        assertThat(refused).as("of " + DRAWN).isLessThanOrEqualTo(DRAWN / 1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h1a2b", "72", "qXkZbWvTrFpLmNcJhGdSeA", "QWJjZGVmZ2hpamtsbW5vcA==", "12345678"})
    void takesWhatHasADigitOrIsNoWord(String text) {
        assertThat(Pseudonym.is(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NguyenVanAn",
                "nguyenthihuonggiang",
                "NGUYEN-THI-HUONG-GIANG",
                "nguyen.thi.huong.giang.anh.thu",
                "TranQuangKhaiHoangPhuongLinh",
                "ChristopherFitzgeraldJohnson",
                "Nguyễn Văn An 1",
                "applicant",
                ""
            })
    void refusesNames(String text) {
        assertThat(Pseudonym.is(text)).isFalse();
    }

    @Test
    void decidesLongTextsAtOnce() {
        assertThat(Pseudonym.is("an".repeat(64))).isFalse();
        assertThat(Pseudonym.is("an".repeat(63) + "zz")).isTrue();
    }
}
