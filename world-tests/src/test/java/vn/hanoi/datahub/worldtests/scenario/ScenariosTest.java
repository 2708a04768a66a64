package vn.hanoi.datahub.worldtests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/**
 * Scenarios in words, each a file in the folder {@code scenarios}: the letter is the family, the number rises with
 * difficulty. What each line expects was worked out from docs/decisions/0005-what-a-value-means.md; that the oracle
 * agrees is asked of every run.
 */
class ScenariosTest {

    static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());
    private static final String FOLDER = "/vn/hanoi/datahub/worldtests/scenarios";
    private static final String WORDS = "words.txt";

    static Words words() throws IOException, URISyntaxException {
        return Words.read(WORDS, Files.readString(folder().resolve(WORDS)));
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(ScenariosTest.class.getResource(FOLDER)).toURI());
    }

    private static List<Path> files() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> !file.endsWith(WORDS)).sorted().toList();
        }
    }

    /** Named by its title, whatever else is wrong with it. */
    static List<Named<Path>> scenarios() throws IOException, URISyntaxException {
        return files().stream().map(file -> Named.of(title(file), file)).toList();
    }

    private static String title(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElse(file.getFileName().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void isAsItIsWritten(Path file, @TempDir Path state) throws Exception {
        Scenario scenario = Scenario.read(file.getFileName().toString(), Files.readString(file));

        new ScenarioRun(scenario, CATALOGUE, words()).play(state);
    }

    @Test
    void filesAreNamedByFamilyAndNumber() throws Exception {
        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .allMatch(name -> name.matches("[A-Z]\\d\\d-[a-z0-9-]+\\.txt"));
    }
}
