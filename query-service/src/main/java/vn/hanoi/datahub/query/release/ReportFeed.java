package vn.hanoi.datahub.query.release;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.MirrorRetention;
import vn.hanoi.datahub.edge.feed.TopicHandler;
import vn.hanoi.datahub.query.history.ReportRecords;
import vn.hanoi.datahub.values.ReportRelease;

/**
 * Stores changes of reports from their topic in the database, then has them take effect. A start continues from there:
 * it reads neither old records from the topic nor what old reports say.
 */
final class ReportFeed implements TopicHandler<String, ReportRelease>, FollowedTopic.Start {

    private static final Logger LOG = LoggerFactory.getLogger(ReportFeed.class);

    private final ReportRecords records;
    private final ReportReleases releases;
    private final Supplier<String> topicId;
    private final Map<String, ReportRecords.Placed> taken = new LinkedHashMap<>();
    private String topic = "";

    /** @param topicId Kafka's own id of the topic */
    ReportFeed(ReportRecords records, ReportReleases releases, Supplier<String> topicId) {
        this.topicId = topicId;
        this.records = records;
        this.releases = releases;
    }

    @Override
    public Map<TopicPartition, Long> from(Map<TopicPartition, Long> ends) {
        taken.clear();
        topic = topicId.get();
        if (records.clearUnlessOf(topic, TopicHandler.byNumber(ends))) {
            LOG.warn("the topic of reports was deleted and created again; it is read anew");
        }
        ReportRecords.Stored stored = records.stored();
        releases.begin(stored.records());
        Map<TopicPartition, Long> from = new HashMap<>();
        for (TopicPartition partition : ends.keySet()) {
            from.put(partition, stored.next().getOrDefault(partition.partition(), 0L));
        }
        return from;
    }

    @Override
    public void take(ConsumerRecord<String, ReportRelease> record, boolean isNew) {
        add(new ReportRecords.Placed(record.key(), record.partition(), record.offset(), record.value()));
    }

    /** A content that lost against another one with the same number. It never had effect. */
    @Override
    public void forget(String key) {
        add(new ReportRecords.Placed(key, 0, 0, null));
    }

    private void add(ReportRecords.Placed record) {
        taken.remove(record.key()); // so that a key that is written again has its new place
        taken.put(record.key(), record);
    }

    @Override
    public Map<TopicPartition, Long> taken(Map<TopicPartition, Long> next) {
        if (!taken.isEmpty()) {
            records.take(List.copyOf(taken.values()), topic, TopicHandler.byNumber(next));
            taken.values().forEach(releases::put);
            taken.clear();
        }
        return next;
    }

    @Override
    public MirrorRetention retention() {
        return MirrorRetention.ofKeys("the versions of reports there are, without what they say");
    }
}
