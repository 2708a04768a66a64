package vn.hanoi.datahub.streams.processor;

/**
 * The numbers of partitions of the topology. Both are fixed once data exist.
 *
 * @param log partitions of the event topics
 * @param shuffle partitions between the stages
 */
public record Partitions(int log, int shuffle) {}
