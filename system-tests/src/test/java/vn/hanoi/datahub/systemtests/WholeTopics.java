package vn.hanoi.datahub.systemtests;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Topics from their beginning to where they end when the reading begins. */
final class WholeTopics {

    private WholeTopics() {}

    static <K, V> void read(KafkaConsumer<K, V> consumer, List<String> topics, Consumer<ConsumerRecord<K, V>> handler) {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        while (end.entrySet().stream().anyMatch(to -> consumer.position(to.getKey()) < to.getValue())) {
            consumer.poll(Duration.ofMillis(200)).forEach(handler);
        }
    }
}
