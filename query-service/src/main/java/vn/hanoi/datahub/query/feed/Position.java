package vn.hanoi.datahub.query.feed;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far somebody has read the topic of revisions: the place read last in each partition. Written {@code 0:120.1:88};
 * any replica understands it, before and after a restart. Not safe for several threads.
 *
 * <p>A record holds several values, and a reader may be cut between two of them. So a place is the offset of a record
 * and the number of a value in it.
 */
public final class Position {

    /** More values than a record has: it is smaller than a megabyte. */
    private static final int VALUES_BITS = 18;

    private final Map<Integer, Long> offsets = new TreeMap<>();

    /** Nothing is read. */
    public Position() {}

    /** Reads the written form; empty when it is none. */
    public static Optional<Position> find(String text) {
        Position position = new Position();
        try {
            for (String part : text.split("\\.")) {
                int colon = part.indexOf(':');
                position.offsets.put(
                        Integer.parseInt(part.substring(0, colon)), Long.parseLong(part.substring(colon + 1)));
            }
            return Optional.of(position);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /**
     * The place of a value.
     *
     * @param offset of its record
     * @param number of the value in the record, from 0
     */
    public static long place(long offset, int number) {
        return (offset << VALUES_BITS) + number;
    }

    public Position copy() {
        Position copy = new Position();
        copy.offsets.putAll(offsets);
        return copy;
    }

    /** Notes that a partition is read up to here, if it was not read further. */
    public void pass(int partition, long offset) {
        offsets.merge(partition, offset, Math::max);
    }

    public void pass(Position other) {
        other.offsets.forEach(this::pass);
    }

    public boolean hasPassed(int partition, long offset) {
        return offsets.getOrDefault(partition, -1L) >= offset;
    }

    /** Whether this has passed all the other has. */
    boolean hasPassed(Position other) {
        return other.offsets.entrySet().stream().allMatch(one -> hasPassed(one.getKey(), one.getValue()));
    }

    boolean knowsPartitionsOf(Position other) {
        return offsets.keySet().containsAll(other.offsets.keySet());
    }

    int partitions() {
        return offsets.size();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        offsets.forEach((partition, offset) -> {
            if (!text.isEmpty()) {
                text.append('.');
            }
            text.append(partition).append(':').append(offset);
        });
        return text.toString();
    }
}
