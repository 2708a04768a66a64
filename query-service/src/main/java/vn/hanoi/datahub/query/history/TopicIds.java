package vn.hanoi.datahub.query.history;

import org.jspecify.annotations.Nullable;

/**
 * Which topic a history is of, by Kafka's own ids: a topic that was deleted and made again is another.
 *
 * @param current of the topic of revisions
 * @param former of the topic it took the place of, whose revisions the history keeps; null where there is none
 */
public record TopicIds(String current, @Nullable String former) {}
