package vn.hanoi.datahub.query.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the page's first look needs is asked for at once, and not when the module that wants it has come. */
class FirstLookTest {

    private static final Path STATIC = Path.of("src/main/resources/static");
    private static final Pattern IMPORTS =
            Pattern.compile("^(?:import|export)[^;(]*?\"(\\.[^\"]+)\";", Pattern.MULTILINE);
    private static final Pattern PRELOADS = Pattern.compile("<link rel=\"modulepreload\" href=\"([^\"]+)\">");

    @Test
    void everyModuleBehindTheFirst_isNamedInThePage_andNoOther() throws IOException {
        Set<String> needed = new TreeSet<>();
        follow("page/app.js", needed);

        Set<String> named = PRELOADS.matcher(Files.readString(STATIC.resolve("index.html")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(needed).hasSizeGreaterThan(10);
        assertThat(named).isEqualTo(needed);
    }

    /** A third of the page's weight, for maps and charts: nobody waits for it to read a number. */
    @Test
    void theFirstLook_doesWithoutD3() throws IOException {
        Set<String> needed = new TreeSet<>();

        follow("page/app.js", needed);

        assertThat(needed).contains("page/pages/wall.js").doesNotContain("page/d3.js");
    }

    private static void follow(String module, Set<String> known) throws IOException {
        if (!known.add(module) || !Files.exists(STATIC.resolve(module))) { // a library's own are its own business
            return;
        }
        String text = Files.readString(STATIC.resolve(module));
        for (MatchResult found : IMPORTS.matcher(text).results().toList()) {
            follow(
                    Path.of(module)
                            .getParent()
                            .resolve(found.group(1))
                            .normalize()
                            .toString(),
                    known);
        }
    }
}
