package vn.hanoi.datahub.query.operate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import vn.hanoi.datahub.query.feed.EventLog;
import vn.hanoi.datahub.query.feed.GroupProgress;

/** How far the processor has read the event topics. */
final class ProcessedEvents {

    /** The marker that ends a transaction takes one offset, which is read but never committed. */
    private static final int END_OF_TRANSACTION = 1;

    /** The end of a partition, and whether its last offset is a transaction marker. */
    private record Last(long end, boolean isMarker) {}

    private final List<String> topics;
    private final GroupProgress progress;
    private final EventLog log;
    private final Map<TopicPartition, Last> lasts = new HashMap<>();

    /**
     * @param topics the event topics
     * @param progress how far the processor has read
     * @param log used to check whether there is an event at an offset
     */
    public ProcessedEvents(List<String> topics, GroupProgress progress, EventLog log) {
        this.topics = List.copyOf(topics);
        this.progress = progress;
        this.log = log;
    }

    List<String> topics() {
        return topics;
    }

    /** Returns whether the processor has read everything before these ends of partitions. */
    boolean havePassed(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> isPassed(end.getKey(), end.getValue()));
    }

    private boolean isPassed(TopicPartition partition, long end) {
        long left = end - progress.position(partition.topic(), partition.partition());
        return left <= 0 || (left == END_OF_TRANSACTION && isMarker(partition, end));
    }

    /** Returns whether the last offset of a partition is not an event; looked up once for each end. */
    private boolean isMarker(TopicPartition partition, long end) {
        Last known = lasts.get(partition);
        if (known == null || known.end() != end) {
            known = new Last(end, !log.holdsEvent(partition, end - 1));
            lasts.put(partition, known);
        }
        return known.isMarker();
    }
}
