package vn.hanoi.datahub.query.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.detail.Detail;

/** The page says why events were refused in the words of all other outputs. */
class PageWordsTest {

    @ParameterizedTest
    @EnumSource
    void everyReasonHasItsWords(RefusalReason reason) throws IOException {
        Detail said = Detail.of("reason." + reason.word());
        String entry = "\"reason-%s\": [\"%s\", \"%s\"]"
                .formatted(reason.word(), said.in(Detail.VIETNAMESE), said.in(Locale.ENGLISH));

        try (InputStream words = PageWordsTest.class.getResourceAsStream("/static/page/words.js")) {
            assertThat(new String(words.readAllBytes(), StandardCharsets.UTF_8)).contains(entry);
        }
    }
}
