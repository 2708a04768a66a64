package vn.hanoi.datahub.query.feed;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far somebody has read the topic of revisions: the offset read last in each partition. Written {@code 0:120.1:88}; any replica understands it, before and after a
 * restart. Not safe for several threads.
 */
public final class Position {

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
