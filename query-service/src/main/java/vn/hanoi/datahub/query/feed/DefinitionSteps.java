package vn.hanoi.datahub.query.feed;

import java.time.Instant;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.MirrorRetention;
import vn.hanoi.datahub.edge.feed.TopicHandler;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.values.DefinitionStage;
import vn.hanoi.datahub.values.DefinitionStep;
import vn.hanoi.datahub.values.IndicatorRowKey;

/**
 * Puts the records of the definition topic into the view. A new version comes into force only when all of its values,
 * which are in another topic, have been read.
 */
final class DefinitionSteps implements TopicHandler<String, DefinitionStep> {

    private final Definitions definitions;
    private final FollowedTopic<IndicatorRowKey, byte[]> values;
    private final Admin admin;
    private final Runnable onSwitch;

    /** @param onSwitch runs when another version has come into force */
    public DefinitionSteps(
            Definitions definitions, FollowedTopic<IndicatorRowKey, byte[]> values, Admin admin, Runnable onSwitch) {
        this.definitions = definitions;
        this.values = values;
        this.admin = admin;
        this.onSwitch = onSwitch;
    }

    /** Does nothing: steps are never removed, because published values refer to their version. */
    @Override
    public void forget(String key) {}

    @Override
    public MirrorRetention retention() {
        return MirrorRetention.ofKeys("as many versions as were ever declared");
    }

    @Override
    public void take(ConsumerRecord<String, DefinitionStep> record, boolean isNew) {
        DefinitionStep step = record.value();
        if (!isNew || step.getStage() != DefinitionStage.EVALUATED) {
            definitions.put(
                    step,
                    Instant.ofEpochMilli(
                            record.timestamp())); // before the service is ready, an incomplete state is not visible
            return;
        }
        values.whenCurrent(admin, () -> {
            if (definitions.put(step, Instant.ofEpochMilli(record.timestamp()))) {
                onSwitch.run();
            }
        });
    }
}
