package vn.hanoi.datahub.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./hub tail}: shows values on the terminal as they change. */
@Command(name = "tail", description = "Show values as they change.")
final class TailCommand implements Callable<Integer> {

    @Option(names = "--indicator", paramLabel = "ID", description = "Only this indicator.")
    private @Nullable String indicator;

    @Option(names = "--area", paramLabel = "CODE", description = "Only this area, e.g. 01 or 00004.")
    private @Nullable String area;

    @Option(
            names = "--query",
            paramLabel = "URL",
            description = "The query service (default: ${DEFAULT-VALUE}).",
            defaultValue = "http://127.0.0.1:8080")
    private String query = "";

    private final JsonMapper json = new JsonMapper();

    @Override
    public Integer call() throws IOException, InterruptedException {
        String lastId = "";
        for (int attempt = 0; attempt < 30; attempt++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(query + "/v1/live?" + filter()));
            if (!lastId.isEmpty()) {
                request.header("Last-Event-ID", lastId);
            }
            try (InputStream body = HttpClient.newHttpClient()
                            .send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                            .body();
                    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    attempt = 0;
                    if (line.startsWith("id:")) {
                        lastId = line.substring(3);
                    } else if (line.startsWith("data:") && line.length() > 7) {
                        print(json.readTree(line.substring(5)));
                    }
                }
            } catch (IOException e) {
                System.err.println("hub: no response from " + query + ", retrying (" + e.getMessage() + ")");
            }
            Thread.sleep(1_000);
        }
        System.err.println("hub: gave up; is the hub running? Start it with ./hub up");
        return 1;
    }

    private String filter() {
        return (indicator == null ? "" : "indicator=" + encoded(indicator) + "&")
                + (area == null ? "" : "area=" + encoded(area));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void print(JsonNode value) {
        System.out.printf(
                "%s  %-28s %-14s %-28s %10s %s%n",
                value.path("recordedAt").asString(""),
                value.path("indicator").asString(""),
                value.path("period").asString(""),
                value.path("areaName").asString(""),
                value.path("value").isNull()
                        ? "–"
                        : String.format("%.2f", value.path("value").asDouble()),
                value.path("unit").asString(""));
    }
}
