package vn.hanoi.datahub.query.feed;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far a reader has read the revision topic: the last position read in each partition. It is written as
 * {@code 0:120.1:88}, which every replica understands, before and after a restart. Not thread-safe.
 *
 * <p>A record contains several values, and a reader may be cut off between two of them. A position is therefore the
 * offset of a record combined with the index of a value in it.
 */
public final class Position {

    /**
     * Bits for the index of a value in its record. A record is smaller than a megabyte, so it always has fewer values.
     */
    private static final int VALUES_BITS = 18;

    private final Map<Integer, Long> offsets = new TreeMap<>();

    /** Creates the position of a reader that has read nothing. */
    public Position() {}

    /** Parses the written form; empty if it is invalid. */
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
     * Returns the position of a value.
     *
     * @param offset offset of its record
     * @param number index of the value in the record, from 0
     */
    public static long place(long offset, int number) {
        return (offset << VALUES_BITS) + number;
    }

    public Position copy() {
        Position copy = new Position();
        copy.offsets.putAll(offsets);
        return copy;
    }

    /** Records that a partition has been read up to this position, unless it has been read further already. */
    public void pass(int partition, long offset) {
        offsets.merge(partition, offset, Math::max);
    }

    public void pass(Position other) {
        other.offsets.forEach(this::pass);
    }

    public boolean hasPassed(int partition, long offset) {
        return offsets.getOrDefault(partition, -1L) >= offset;
    }

    /** Returns whether this position has passed the other one in every partition. */
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
