package vn.hanoi.datahub.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** The command line: what it understands, what it says of what it does not, and how it ends. */
class HubCommandTest {

    private static final Map<String, List<String>> NEEDED = Map.of(
            "push", List.of("a.csv", "--type", "air-observation"),
            "validate", List.of("a.csv", "--type", "air-observation"),
            "schema", List.of("a.avsc"),
            "secrets", List.of("none"));

    @TempDir
    private Path folder;

    static Set<String> commands() {
        return HubCommand.line(Map.of("HUB_LANG", "en")).getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelp(String command) {
        Ended ended = Ended.run(command, "--help");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("Usage: hub " + command, "--help");
        assertThat(ended.err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void refusesAnUnknownOption(String command) {
        // where a command needs more, that is there: the first thing that is missing would be told instead
        List<String> words = new ArrayList<>(List.of(command, "--nonsense"));
        words.addAll(NEEDED.getOrDefault(command, List.of()));

        Ended ended = Ended.run(words.toArray(String[]::new));

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("Unknown option: '--nonsense'");
        assertThat(ended.out()).isEmpty();
    }

    @ParameterizedTest(name = "hub {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing | Unmatched argument",
                "push | Missing required",
                "push a.csv | Missing required option: '--type=TYPE'",
                "validate --type air-observation | Missing required parameter: 'FILE'",
                "schema | Missing required parameter: 'FILE'",
                "secrets | Missing required parameter: 'DIR'",
                "demo --rate many | Invalid value for option '--rate'",
                "demo --seed | Missing required parameter for option '--seed'",
                "provision --partitions two | Invalid value for option '--partitions'",
                "registry --port x | Invalid value for option '--port'",
                "up --data | Missing required parameter for option '--data'"
            })
    void saysWhatIsWrongWithACall(String words, String why) {
        Ended ended = Ended.run(words.split(" "));

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains(why);
    }

    @Test
    void namesItsVersion_andItsCommands() {
        assertThat(Ended.run("--version").out()).startsWith("hub ");
        Ended help = Ended.run("--help");
        assertThat(help.code()).isZero();
        assertThat(commands())
                .hasSize(13)
                .allSatisfy(command -> assertThat(help.out()).contains("  " + command));
    }

    /** 1 is for what was refused or failed, so that a script does not try it again. */
    @Test
    void whatFails_endsWith1_andSaysWhy() throws IOException {
        Path notAvro = Files.writeString(folder.resolve("no.avsc"), "{\"type\": \"record\"}");

        for (String[] words : new String[][] {
            {"push", "nowhere.csv", "--type", "air-observation", "--key", "k", "--log", folder + "/log"},
            {"push", folder.toString(), "--type", "air-observation", "--key", "k", "--log", folder + "/log"},
            {"validate", "nowhere.csv", "--type", "air-observation", "--data", folder.toString()},
            {"schema", "nowhere.avsc"},
            {"schema", notAvro.toString()},
            {"demo", "--rate", "0"},
            {"provision", "--catalogue", folder + "/none"}
        }) {
            Ended ended = Ended.run(words);
            assertThat(ended.code()).as(String.join(" ", words)).isEqualTo(1);
            assertThat(ended.err()).startsWith("hub: ").hasLineCount(1);
        }
    }

    /** 3 is for a hub that stays away: trying again helps. */
    @Test
    void aHubThatStaysAway_endsWith3() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }

        Ended ended = Ended.run("keys", "--ingest", "http://127.0.0.1:" + port, "--key", "k", "--rotate", "id");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err()).startsWith("hub: http://127.0.0.1:" + port + "/v1/keys/id/rotation");
    }

    @Test
    void helpsInTwoLanguages() {
        Map<String, String> english = texts(HubCommand.line(Map.of("HUB_LANG", "en")));
        Map<String, String> vietnamese = texts(HubCommand.line(Map.of("HUB_LANG", "vi")));

        assertThat(vietnamese.keySet()).isEqualTo(english.keySet());
        assertThat(english.keySet().stream()
                        .filter(key -> english.get(key).equals(vietnamese.get(key)))
                        .toList())
                .isEmpty();
    }

    /** A message under the name of an option would take the place of its description. */
    @Test
    void everyCommandAndOptionIsDescribedInASentence() {
        assertThat(texts(HubCommand.line(Map.of("HUB_LANG", "en"))))
                .allSatisfy(
                        (name, text) -> assertThat(text).as(name).contains(" ").contains("."));
    }

    /** Each text of the help by the command and option it belongs to. */
    private static Map<String, String> texts(CommandLine line) {
        Map<String, String> texts = new TreeMap<>();
        for (CommandLine command : Stream.concat(Stream.of(line), line.getSubcommands().values().stream())
                .toList()) {
            String name = command.getCommandSpec().qualifiedName();
            texts.put(
                    name,
                    String.join(" ", command.getCommandSpec().usageMessage().description()));
            for (ArgSpec arg : command.getCommandSpec().args()) {
                texts.put(
                        name + " " + (arg.isOption() ? arg.toString() : arg.paramLabel()),
                        String.join(" ", arg.description()));
            }
        }
        return texts;
    }
}
