package vn.hanoi.datahub.query.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A heading whose last part is empty does not end in a separator: {@code joined} of format.js puts it together. */
class HeadingsTest {

    private static final Path PAGE = Path.of("src/main/resources/static/page");
    private static final Pattern SEPARATED = Pattern.compile("<h\\d>[^\\n]*? · [^\\n]*?</h\\d>");

    @Test
    void noHeadingWritesItsSeparatorsItself() throws IOException {
        try (Stream<Path> files = Files.walk(PAGE)) {
            for (Path module :
                    files.filter(file -> file.toString().endsWith(".js")).toList()) {
                assertThat(Files.readString(module)).as(module.toString()).doesNotContainPattern(SEPARATED);
            }
        }
    }
}
