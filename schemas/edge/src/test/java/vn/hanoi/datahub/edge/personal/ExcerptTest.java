package vn.hanoi.datahub.edge.personal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is cut is searched first: nine of a number's ten digits are as good as all of them. */
class ExcerptTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 30, 31, 35, 38, 39, 40})
    void aNumberThatIsCutIsLeftOut(int before) {
        assertThat(Excerpt.of("x ".repeat(20).substring(0, before) + " 0987001064 z", 40))
                .isEqualTo("…");
    }

    @Test
    void otherTextIsCutBetweenCharacters() {
        assertThat(Excerpt.of("ngập tại ngã tư", 100)).isEqualTo("ngập tại ngã tư");
        assertThat(Excerpt.of("abcdef", 4)).isEqualTo("abc…");
        assertThat(Excerpt.of("ab😀cd", 4)).isEqualTo("ab…");
        assertThat(Excerpt.of("x".repeat(5_000))).hasSize(512);
    }
}
