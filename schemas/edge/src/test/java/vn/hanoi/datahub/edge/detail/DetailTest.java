package vn.hanoi.datahub.edge.detail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated // it changes the language of the JVM
class DetailTest {

    private static Properties sentences(String file) throws IOException {
        Properties sentences = new Properties();
        try (Reader reader =
                new InputStreamReader(DetailTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            sentences.load(reader);
        }
        return sentences;
    }

    private static String gaps(String sentence) {
        return Pattern.compile("\\{\\d}")
                .matcher(sentence)
                .results()
                .map(MatchResult::group)
                .distinct()
                .sorted()
                .collect(Collectors.joining());
    }

    @Test
    void bothLanguagesHaveTheSameSentencesWithTheSameGaps() throws IOException {
        Properties english = sentences("details.properties");
        Properties vietnamese = sentences("details_vi.properties");

        assertThat(new TreeSet<>(vietnamese.keySet())).isEqualTo(new TreeSet<>(english.keySet()));
        english.forEach((key, sentence) -> assertThat(gaps(vietnamese.getProperty((String) key)))
                .as((String) key)
                .isEqualTo(gaps((String) sentence)));
    }

    @Test
    void fillsTheGaps_inEnglishWhateverTheMachineSpeaks() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Detail.VIETNAMESE);
            Detail detail = Detail.of("area.not-in-force", "001", "2026-01-01");
            assertThat(detail).hasToString("area '001' was not in force on 2026-01-01");
            assertThat(detail.in(Locale.forLanguageTag("vi-VN")))
                    .isEqualTo("đơn vị hành chính '001' không có hiệu lực vào ngày 2026-01-01");
            assertThat(detail.in(Locale.FRENCH)).isEqualTo(detail.toString());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void knowsWhichKeysHaveAMessage() {
        assertThat(Detail.isKnown("area.unknown")).isTrue();
        assertThat(Detail.isKnown("area.of-tomorrow")).isFalse();
    }

    /** A message is stored; it leaves out what looks like personal data. */
    @Test
    void quotesNoPersonalData() {
        assertThat(Detail.of("area.unknown", "0912345678")).hasToString("there is no area '…'");
    }
}
