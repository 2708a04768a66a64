package vn.hanoi.datahub.query.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.MirrorRetention;
import vn.hanoi.datahub.edge.feed.TopicHandler;
import vn.hanoi.datahub.opendata.OpenDataRelease;
import vn.hanoi.datahub.query.history.Release;
import vn.hanoi.datahub.query.history.Releases;

/**
 * Stores releases of open data from their topic in the database, each once all of its parts have arrived: this
 * instance's own, those of others, and all of them if the database was lost. If two were prepared at the same time, the
 * first one in the topic is valid.
 */
final class ReleaseFeed implements TopicHandler<String, OpenDataRelease>, FollowedTopic.Start {

    private final Releases releases;
    private final Supplier<String> topicId;
    private final BiConsumer<Release, Boolean> taken;
    private final Map<String, SortedMap<Integer, OpenDataRelease>> incomplete = new HashMap<>();
    private final List<Release> complete = new ArrayList<>();
    private String topic = "";

    /**
     * @param topicId Kafka's own id of the topic
     * @param taken called for each release from the topic, with whether it is valid and was stored in the database
     */
    public ReleaseFeed(Releases releases, Supplier<String> topicId, BiConsumer<Release, Boolean> taken) {
        this.topicId = topicId;
        this.releases = releases;
        this.taken = taken;
    }

    @Override
    public Map<TopicPartition, Long> from(Map<TopicPartition, Long> ends) {
        incomplete.clear();
        complete.clear();
        topic = topicId.get();
        Map<Integer, Long> positions = releases.positions(topic, TopicHandler.byNumber(ends));
        Map<TopicPartition, Long> from = new HashMap<>();
        ends.keySet().forEach(partition -> from.put(partition, positions.getOrDefault(partition.partition(), 0L)));
        return from;
    }

    @Override
    public void take(ConsumerRecord<String, OpenDataRelease> record, boolean isNew) {
        OpenDataRelease part = record.value();
        SortedMap<Integer, OpenDataRelease> parts =
                incomplete.computeIfAbsent(part.getRelease(), name -> new TreeMap<>());
        parts.put(part.getPart(), part);
        if (parts.size() == part.getParts()) {
            incomplete.remove(part.getRelease());
            complete.add(ReleaseTopic.release(parts));
        }
    }

    @Override
    public Map<TopicPartition, Long> taken(Map<TopicPartition, Long> next) {
        if (!complete.isEmpty()) {
            // While a release is incomplete, its parts read so far would not be read again.
            Map<Integer, Long> positions = incomplete.isEmpty() ? TopicHandler.byNumber(next) : Map.of();
            List<Release> told = List.copyOf(complete);
            List<Release> held = releases.take(told, topic, positions);
            complete.clear();
            told.forEach(release -> taken.accept(release, held.contains(release)));
        }
        return next;
    }

    @Override
    public void forget(String key) {
        // a release cannot be undone
    }

    @Override
    public MirrorRetention retention() {
        return MirrorRetention.ofKeys("the parts of a release, until all are there");
    }
}
