package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.worldtests.HubValues;
import vn.hanoi.datahub.worldtests.SqlOracle;

/** That a hub, whatever it went through, lost nothing and counted nothing twice. */
final class Proof {

    /** How long a hub may take to come to rest. */
    static final Duration WITHIN = Duration.ofSeconds(180);

    private Proof() {}

    /**
     * Waits until every value is the oracle's, every accepted event is in the log where its receipt says, and the
     * accounts add up to the unit.
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
        Accounts.awaitSettled(settings, WITHIN, log.size());
        return log;
    }

    /** What depends on the events alone: how often a batch was sent again decides how many duplicates there are. */
    private static Map<String, Long> decided(Map<String, Long> outcomes) {
        Map<String, Long> decided = new TreeMap<>(outcomes);
        decided.keySet().retainAll(List.of("applied", "superseded"));
        return decided;
    }
}
