package vn.hanoi.datahub.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** What is set at a topic that is there already. */
class ProvisioningTest {

    private static final ConfigResource ALERT = new ConfigResource(ConfigResource.Type.TOPIC, Topics.ALERT.name());
    private static final ConfigResource REVISION =
            new ConfigResource(ConfigResource.Type.TOPIC, Topics.INDICATOR_REVISION.name());

    private static ConfigEntry entry(String name, String value, ConfigSource source) {
        return new ConfigEntry(name, value, source, false, false, List.of(), ConfigEntry.ConfigType.STRING, null);
    }

    private static ConfigEntry own(String name, String value) {
        return entry(name, value, ConfigSource.DYNAMIC_TOPIC_CONFIG);
    }

    private static Map<ConfigResource, Collection<AlterConfigOp>> changes(ConfigEntry... ofRevisions) {
        return Provisioning.changes(
                Map.of(ALERT, Topics.ALERT, REVISION, Topics.INDICATOR_REVISION),
                Map.of(
                        ALERT,
                        new Config(List.of(own("cleanup.policy", "compact"), own("segment.bytes", "1048576"))),
                        REVISION,
                        new Config(List.of(ofRevisions))));
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    @Test
    void nothing_whereAllIsAsItShouldBe() {
        assertThat(changes(own("cleanup.policy", "delete"), own("retention.ms", "-1")))
                .isEmpty();
    }

    @Test
    void theRetention_whereSomebodySetAnother_andNothingElse() {
        assertThat(changes(own("cleanup.policy", "delete"), own("retention.ms", "604800000")))
                .isEqualTo(Map.of(REVISION, List.of(set("retention.ms", "-1"))));
    }

    /** A default can change, and the log must not end with it. */
    @Test
    void whatIsRightByDefaultAlone() {
        assertThat(changes(
                        own("cleanup.policy", "delete"),
                        entry("retention.ms", "-1", ConfigSource.STATIC_BROKER_CONFIG)))
                .isEqualTo(Map.of(REVISION, List.of(set("retention.ms", "-1"))));
    }

    @Test
    void all_whereNothingIsKnown() {
        assertThat(Provisioning.changes(Map.of(ALERT, Topics.ALERT), Map.of()))
                .isEqualTo(Map.of(ALERT, List.of(set("cleanup.policy", "compact"))));
    }
}
