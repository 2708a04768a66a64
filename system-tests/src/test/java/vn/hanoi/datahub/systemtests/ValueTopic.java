package vn.hanoi.datahub.systemtests;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.values.IndicatorValue;
import vn.hanoi.datahub.values.IndicatorValueKey;

/** Reads all committed values of a hub from its topic. */
final class ValueTopic {

    private ValueTopic() {}

    static HubValues read(HubSettings settings) {
        return read(settings, version -> true);
    }

    /** Those of some versions of definitions. */
    static HubValues read(HubSettings settings, IntPredicate versions) {
        Registry registry = Registry.at(settings.registryUrl());
        HubValues values = new HubValues();
        try (KafkaConsumer<IndicatorValueKey, IndicatorValue> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", settings.kafka(), "isolation.level", "read_committed"),
                registry.<IndicatorValueKey>deserializer(Topics.INDICATOR_VALUE.key()),
                registry.<IndicatorValue>deserializer(Topics.INDICATOR_VALUE.value()))) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.INDICATOR_VALUE.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            while (end.entrySet().stream().anyMatch(to -> consumer.position(to.getKey()) < to.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (versions.test(record.key().getDefinitionVersion())) {
                        values.put(record.key(), record.value());
                    }
                });
            }
        }
        return values;
    }
}
