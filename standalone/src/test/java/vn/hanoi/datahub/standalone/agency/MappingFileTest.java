package vn.hanoi.datahub.standalone.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** A mapping made ready for the front door, which cannot see the files of this machine. */
class MappingFileTest {

    private static final String LOOKUP = """
            # a comment
            lookup: {file: masts.csv, key: name, column: mast}
            data:
              station: {lookup: code}
            """;

    @TempDir
    private Path folder;

    private Path mapping;
    private Path data;

    @BeforeEach
    void folders() throws IOException {
        mapping = Files.createDirectories(folder.resolve("maps")).resolve("mapping.yaml");
        data = Files.createDirectories(folder.resolve("data")).resolve("air.csv");
    }

    @Test
    void aMappingWithoutATable_goesAsItIs() throws IOException {
        String text = "# a comment\ndecimal: comma\n";
        Files.writeString(mapping, text);

        assertThat(MappingFile.read(mapping, data)).isEqualTo(text);
    }

    @Test
    void aTableBesideTheMappingGoesAlong_beforeOneBesideTheData() throws IOException {
        Files.writeString(mapping, LOOKUP);
        Files.writeString(data.resolveSibling("masts.csv"), "name,code\nA,beside the data\n");
        assertThat(table(MappingFile.read(mapping, data))).isEqualTo("name,code\nA,beside the data\n");

        Files.writeString(mapping.resolveSibling("masts.csv"), "name,code\n\"Cầu Giấy, 1\",\"say \"\"A\"\"\"\n");

        assertThat(table(MappingFile.read(mapping, data))).isEqualTo("name,code\n\"Cầu Giấy, 1\",\"say \"\"A\"\"\"\n");
    }

    /** What the front door reads from what was sent. */
    private static String table(String sent) {
        Map<String, Map<String, Object>> read = new Yaml().load(sent);
        assertThat(read.get("lookup")).doesNotContainKey("file").containsEntry("key", "name");
        assertThat(read.get("data").toString()).isEqualTo("{station={lookup=code}}");
        return (String) read.get("lookup").get("csv");
    }

    @Test
    void saysWhichTableIsMissing_andWhatIsNoYaml() throws IOException {
        Files.writeString(mapping, LOOKUP);
        assertThatThrownBy(() -> MappingFile.read(mapping, data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the mapping's lookup names " + data.resolveSibling("masts.csv") + ", which cannot be read");

        Files.writeString(mapping, "a: [");
        assertThatThrownBy(() -> MappingFile.read(mapping, data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(mapping + " is not YAML");
    }
}
