package vn.hanoi.datahub.query.history;

import org.jspecify.annotations.Nullable;

/**
 * The topic that a history belongs to, by Kafka's own ids. A topic that was deleted and created again is a different
 * one.
 *
 * @param current id of the revision topic
 * @param former id of the topic it replaced, whose revisions the history keeps; null if there is none
 */
public record TopicIds(String current, @Nullable String former) {}
