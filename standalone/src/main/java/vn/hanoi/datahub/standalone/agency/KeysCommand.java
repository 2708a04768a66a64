package vn.hanoi.datahub.standalone.agency;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ./hub keys}: lists, rotates and revokes the agency's keys. */
@Command(name = "keys", description = "List the agency's keys; rotate or revoke one.")
final class KeysCommand implements Callable<Integer> {

    @Option(
            names = "--rotate",
            paramLabel = "ID",
            description =
                    "Replace this key with a new one, which is shown once. The old key stays valid for the overlap.")
    private String rotate = "";

    @Option(
            names = "--overlap",
            paramLabel = "DURATION",
            description = "How long the old key stays valid, e.g. PT24H (default: ${DEFAULT-VALUE}).",
            defaultValue = "PT24H")
    private String overlap = "";

    @Option(names = "--revoke", paramLabel = "ID", description = "Revoke this key immediately.")
    private String revoke = "";

    @Mixin
    private AgencyOptions options = new AgencyOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        HubClient hub = options.hub();
        if (!rotate.isEmpty()) {
            JsonNode made = hub.askOnce("/v1/keys/" + rotate + "/rotation", "{\"overlap\":\"" + overlap + "\"}");
            options.print(made, () -> {
                System.err.println("hub: " + options.words.of("shown-once"));
                System.out.println(made.path("key").asString());
            });
        }
        if (!revoke.isEmpty()) {
            JsonNode revoked = hub.ask("DELETE", "/v1/keys/" + revoke);
            options.print(
                    revoked,
                    () -> System.out.println(revoked.path("id").asString() + "  "
                            + revoked.path("status").asString()));
        }
        if (rotate.isEmpty() && revoke.isEmpty()) {
            JsonNode keys = hub.ask("GET", "/v1/keys").path("keys");
            options.print(
                    keys,
                    () -> options.table("id:18 agency:14 role:10 status:10 expiresAt:30 label", keys.valueStream()));
        }
        return 0;
    }
}
