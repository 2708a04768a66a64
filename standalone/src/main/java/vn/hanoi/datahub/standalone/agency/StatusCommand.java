package vn.hanoi.datahub.standalone.agency;

import java.io.IOException;
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
            options.table(
                    "type:22 state:12 lastAt:28 accepted:10 duplicate:10 corrected:10 rejected:10 refused",
                    quality.path("feeds").valueStream());
            if (quality.path("feeds")
                    .valueStream()
                    .anyMatch(each -> each.path("duplicate").asLong() > 0)) {
                System.out.println(options.words.of("duplicates"));
            }
            System.out.println();
            options.table(
                    "id:38 type:22 status:10 rows:10 accepted:10 refused:10 name",
                    files.valueStream().limit(FILES));
        });
        return 0;
    }
}
