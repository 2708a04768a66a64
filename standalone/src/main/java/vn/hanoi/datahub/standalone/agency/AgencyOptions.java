package vn.hanoi.datahub.standalone.agency;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.standalone.Keys;

/** The options of every agency command: which hub, on whose behalf, and the output format. */
final class AgencyOptions {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Option(
            names = "--ingest",
            paramLabel = "URL",
            description = "The ingest service (default: HUB_INGEST, else this machine's).")
    private String ingest = System.getenv().getOrDefault("HUB_INGEST", "");

    @Option(
            names = "--query",
            paramLabel = "URL",
            description = "The query service (default: HUB_QUERY, else this machine's).")
    private String query = System.getenv().getOrDefault("HUB_QUERY", "");

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "The agency's key (default: HUB_KEY, else the key in the folder of a hub on this machine).")
    private String key = System.getenv().getOrDefault("HUB_KEY", "");

    @Option(
            names = "--agency",
            paramLabel = "CODE",
            description = "Agency whose key to read from the folder of a hub on this machine, e.g. H26.NNMT.")
    private String agency = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder of a hub on this machine (default: ${DEFAULT-VALUE}).",
            defaultValue = "./data")
    private Path data = Path.of("./data");

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean isJson;

    final Messages words = Messages.in(System.getenv());

    /** Returns a client of the hub, on behalf of the agency given on the command line. */
    HubClient hub() {
        return hub("");
    }

    /**
     * Returns a client of the hub, on behalf of an agency.
     *
     * @param type if no agency was given, the only one that may publish this event type is used
     */
    HubClient hub(String type) {
        HubSettings local = HubSettings.from(data, System.getenv());
        return new HubClient(
                address(ingest.isEmpty() ? local.ingestUrl() : ingest),
                address(query.isEmpty() ? local.queryUrl() : query),
                key.isEmpty() ? localKey(type) : key,
                words);
    }

    private String address(String url) {
        try {
            URI address = new URI(url);
            if (Set.of("http", "https").contains(String.valueOf(address.getScheme())) && address.getHost() != null) {
                return url.replaceFirst("/+$", "");
            }
        } catch (URISyntaxException e) {
            // reported below
        }
        throw new IllegalArgumentException(words.of("no-address", url));
    }

    private String localKey(String type) {
        if (!Files.exists(Keys.plain(data))) {
            throw new IllegalArgumentException(words.of("no-key", data));
        }
        Keys keys = Keys.read(data);
        if (!agency.isEmpty()) {
            return keys.of(agency);
        }
        List<String> candidates = keys.agenciesOf(type);
        if (candidates.size() != 1) {
            throw new IllegalArgumentException(words.of("which-agency", String.join(", ", candidates)));
        }
        return keys.of(candidates.get(0));
    }

    /** Prints a result as JSON if that was requested; otherwise with the printer. */
    void print(Object result, Runnable printer) {
        if (isJson) {
            System.out.println(JSON.writeValueAsString(result));
        } else {
            printer.run();
        }
    }

    /**
     * Prints a table with its heading.
     *
     * @param columns names and widths, such as {@code id:18 label}; the last column is as wide as its content
     */
    void table(String columns, Stream<JsonNode> rows) {
        Map<String, Integer> widths = new LinkedHashMap<>();
        for (String column : columns.split(" ")) {
            String[] parts = column.split(":");
            widths.put(parts[0], parts.length == 1 ? 0 : Integer.parseInt(parts[1]));
        }
        line(widths, name -> words.of("column." + name));
        rows.forEach(row -> line(widths, field -> text(row.path(field))));
    }

    private static void line(Map<String, Integer> widths, UnaryOperator<String> cell) {
        StringBuilder line = new StringBuilder();
        widths.forEach((field, width) -> line.append(padded(cell.apply(field), width)));
        System.out.println(line.toString().stripTrailing());
    }

    /** Returns a cell's text; an object has the number of events for each reason. */
    private String text(JsonNode cell) {
        return cell.isObject()
                ? cell.properties().stream()
                        .map(counted -> words.reason(counted.getKey()) + " "
                                + counted.getValue().asString(""))
                        .collect(Collectors.joining(", "))
                : cell.isContainer() ? cell.toString() : cell.asString("");
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }
}
