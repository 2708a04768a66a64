package vn.hanoi.datahub.standalone.agency;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code ./hub status}: shows an agency's feeds against what is expected of it, and its newest files. */
@Command(name = "status", description = "Show the agency's feeds of the last 30 days and its newest files.")
final class StatusCommand implements Callable<Integer> {

    private static final int FILES = 10;

    @Mixin
    private AgencyOptions options = new AgencyOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        HubClient hub = options.hub();
        String agency =
                hub.ask("GET", "/v1/keys").path("keys").path(0).path("agency").asString("");
        if (agency.isEmpty()) {
            throw new IllegalArgumentException(options.words.of("agency-only"));
        }
        JsonNode quality = hub.read("/v1/agencies/" + agency + "/quality");
        JsonNode files = hub.ask("GET", "/v1/files").path("files");
        options.print(Map.of("quality", quality, "files", files), () -> {
            System.out.println(agency + "  "
                    + quality.path("name").path(options.words.tag()).asString("") + "  "
                    + options.words.of("since", quality.path("since").asString("")));
            Map<String, Integer> feed = new LinkedHashMap<>();
            feed.put("type", 22);
            feed.put("state", 12);
            feed.put("lastAt", 28);
            feed.put("accepted", 10);
            feed.put("duplicate", 10);
            feed.put("corrected", 10);
            feed.put("rejected", 10);
            feed.put("refused", 0);
            options.table(feed, quality.path("feeds").valueStream());
            if (quality.path("feeds")
                    .valueStream()
                    .anyMatch(each -> each.path("duplicate").asLong() > 0)) {
                System.out.println(options.words.of("duplicates"));
            }
            Map<String, Integer> file = new LinkedHashMap<>();
            file.put("id", 38);
            file.put("type", 22);
            file.put("status", 10);
            file.put("rows", 10);
            file.put("accepted", 10);
            file.put("refused", 10);
            file.put("name", 0);
            System.out.println();
            options.table(file, files.valueStream().limit(FILES));
        });
        return 0;
    }
}
