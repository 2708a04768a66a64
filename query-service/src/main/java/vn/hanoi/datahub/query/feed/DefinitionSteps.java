package vn.hanoi.datahub.query.feed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import vn.hanoi.datahub.edge.feed.TopicFeed;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.values.DefinitionStage;
import vn.hanoi.datahub.values.DefinitionStep;
import vn.hanoi.datahub.values.IndicatorValue;
import vn.hanoi.datahub.values.IndicatorValueKey;

/** Takes the records of the definition topic into the view. A new version speaks only when its values, which lie in another topic, are all taken. */
public final class DefinitionSteps implements TopicFeed.Taker<String, DefinitionStep> {

    private final Definitions definitions;
    private final TopicFeed<IndicatorValueKey, IndicatorValue> values;
    private final Admin admin;
    private final Runnable onSwitch;

    /**
     * @param onSwitch runs when another version has come into force
     */
    public DefinitionSteps(
            Definitions definitions,
            TopicFeed<IndicatorValueKey, IndicatorValue> values,
            Admin admin,
            Runnable onSwitch) {
        this.definitions = definitions;
        this.values = values;
        this.admin = admin;
        this.onSwitch = onSwitch;
    }

    @Override
    public void take(ConsumerRecord<String, DefinitionStep> record, boolean isNew) {
        DefinitionStep step = record.value();
        if (!isNew || step.getStage() != DefinitionStage.EVALUATED) {
            definitions.put(step); // before the service is ready nobody sees what is half there
            return;
        }
        values.whenPassed(ends(), () -> {
            if (definitions.put(step)) {
                onSwitch.run();
            }
        });
    }

    /** Where the value topic ends, transactions that are still open included. */
    private Map<TopicPartition, Long> ends() {
        String topic = Topics.INDICATOR_VALUE.name();
        try {
            TopicDescription description = Objects.requireNonNull(
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            description
                    .partitions()
                    .forEach(partition ->
                            asked.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(asked).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of " + topic + " is not known: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
