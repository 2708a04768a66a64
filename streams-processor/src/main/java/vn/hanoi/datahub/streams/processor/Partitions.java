package vn.hanoi.datahub.streams.processor;

/**
 * How the topology is cut. Both are fixed once data exist.
 *
 * @param log partitions of the event topics
 * @param shuffle partitions between the stages
 */
public record Partitions(int log, int shuffle) {}
