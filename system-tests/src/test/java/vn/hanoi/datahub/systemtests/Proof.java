package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.worldtests.HubValues;
import vn.hanoi.datahub.worldtests.SqlOracle;

/** That a hub, whatever it went through, lost nothing and counted nothing twice. */
final class Proof {

    private static final Duration WITHIN = Duration.ofSeconds(180);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private Proof() {}

    /**
     * Waits until every value is the oracle's, every event that was accepted lies in the log where its receipt says, and the accounts add up to the unit.
     *
     * @return the log
     */
    static EventTopics of(HubSettings settings, SteadyLoad load, SqlOracle oracle) {
        oracle.load(load.events());
        await("the values are the oracle's")
                .atMost(WITHIN)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> {
                    HubValues values = ValueTopic.read(settings);
                    assertThat(values.differences(oracle)).isEmpty();
                    assertThat(decided(values.outcomes())).isEqualTo(decided(oracle.outcomes()));
                });
        EventTopics log = EventTopics.read(settings);
        assertThat(load.receipts()).as("accepted, and in the log").isNotEmpty().allMatch(log::holds);
        await("the accounts add up").atMost(WITHIN).untilAsserted(() -> {
            JsonNode accounts = accounts(settings);
            assertThat(accounts.path("total").path("pending").asLong(-1)).isZero();
            assertThat(accounts.path("accounts")).isNotEmpty().allSatisfy(Proof::addsUp);
            assertThat(accounts.path("total").path("accepted").asLong(-1)).isEqualTo(log.size());
        });
        return log;
    }

    /** Worked out here, and not only as the hub says. */
    private static void addsUp(JsonNode account) {
        long outcomes = 0;
        for (String outcome : List.of("applied", "duplicate", "superseded", "rejected", "pending")) {
            outcomes += account.path(outcome).asLong();
        }
        assertThat(outcomes)
                .as(account.toString())
                .isEqualTo(account.path("accepted").asLong(-1));
        assertThat(account.path("difference").asLong(-1)).isZero();
    }

    /** What depends on the events alone: how often a batch was sent again decides how many duplicates there are. */
    private static Map<String, Long> decided(Map<String, Long> outcomes) {
        Map<String, Long> decided = new TreeMap<>(outcomes);
        decided.keySet().retainAll(List.of("applied", "superseded"));
        return decided;
    }

    private static JsonNode accounts(HubSettings settings) throws IOException, InterruptedException {
        return JSON.readTree(HTTP.send(
                        HttpRequest.newBuilder(URI.create(settings.queryUrl() + "/v1/reconciliation"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }
}
