package vn.hanoi.datahub.systemtests;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.standalone.HubSettings;

/** All events of a hub as its log holds them. */
final class EventTopics {

    private final Map<TopicPartition, Map<Long, String>> ids = new HashMap<>();

    private EventTopics() {}

    static EventTopics read(HubSettings settings) {
        EventTopics log = new EventTopics();
        List<String> topics = Topics.events(CatalogueLoader.load(CatalogueFiles.shipped())).stream()
                .map(Topic::name)
                .toList();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", settings.kafka(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            WholeTopics.read(
                    consumer,
                    topics,
                    record -> log.ids
                            .computeIfAbsent(
                                    new TopicPartition(record.topic(), record.partition()),
                                    partition -> new HashMap<>())
                            .put(
                                    record.offset(),
                                    new String(
                                            record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8)));
        }
        return log;
    }

    /** How many records there are. */
    long size() {
        return ids.values().stream().mapToLong(Map::size).sum();
    }

    /** Whether the event lies where its receipt says. */
    boolean holds(SteadyLoad.Receipt receipt) {
        return receipt.id()
                .equals(ids.getOrDefault(new TopicPartition(receipt.topic(), receipt.partition()), Map.of())
                        .get(receipt.offset()));
    }
}
