package vn.hanoi.datahub.systemtests;

import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.values.IndicatorRow;
import vn.hanoi.datahub.values.IndicatorRowKey;
import vn.hanoi.datahub.worldtests.HubValues;

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
        try (KafkaConsumer<IndicatorRowKey, IndicatorRow> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", settings.kafka(), "isolation.level", "read_committed"),
                registry.<IndicatorRowKey>deserializer(Topics.INDICATOR_VALUE.key()),
                registry.<IndicatorRow>deserializer(Topics.INDICATOR_VALUE.value()))) {
            WholeTopics.read(consumer, List.of(Topics.INDICATOR_VALUE.name()), record -> {
                if (versions.test(record.key().getDefinitionVersion())) {
                    values.put(record.key(), record.value());
                }
            });
        }
        return values;
    }
}
