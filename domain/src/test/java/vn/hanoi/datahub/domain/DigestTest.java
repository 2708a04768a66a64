package vn.hanoi.datahub.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class DigestTest {

    /** The example of FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void isThatOfTheStandardsExample_alsoInPieces() {
        MessageDigest pieces = Digest.sha256();
        pieces.update("a".getBytes(StandardCharsets.UTF_8));
        pieces.update("bc".getBytes(StandardCharsets.UTF_8));

        assertThat(Digest.of("abc").hex()).isEqualTo(ABC);
        assertThat(Digest.of(pieces)).isEqualTo(Digest.of("abc"));
        assertThat(Digest.of("abc").first(8)).isEqualTo("ba7816bf");
    }

    @Test
    void readsTextAsUtf8() {
        MessageDigest bytes = Digest.sha256();
        bytes.update("Hà Nội".getBytes(StandardCharsets.UTF_8));

        assertThat(Digest.of("Hà Nội")).isEqualTo(Digest.of(bytes));
    }
}
