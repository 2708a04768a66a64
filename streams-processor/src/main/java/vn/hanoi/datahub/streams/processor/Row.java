package vn.hanoi.datahub.streams.processor;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.fold.Evaluation;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.schemas.codec.StateWriter;

/**
 * One period of a series: what is counted in each part of it, and what was published last. An event counts in several
 * parts of a period at once, so they are read and written together.
 *
 * <pre>
 *   format (1) | part*          part = dimension (unless the same as before) member tally published?
 * </pre>
 */
final class Row {

    /**
     * What is counted in one part, and what was published of it. It stays in bytes until it is needed: most parts of a
     * row are only passed on.
     */
    static final class Part {
        private Tally tally = Tally.ZERO;
        private @Nullable Evaluation published;
        private long revision;
        private long firstRecordedAt;
        private long recordedAt;

        /** The bytes that contain the unchanged part; null where it has changed. */
        private byte @Nullable [] stored;

        private int from;
        private int to;
        private boolean isRead = true;
        private byte @Nullable [] avro;

        Tally tally() {
            read();
            return tally;
        }

        void add(Tally change) {
            tally = tally().plus(change);
            stored = null;
        }

        /** Returns what was published last; null where nothing was. */
        @Nullable
        Evaluation published() {
            read();
            return published;
        }

        /** Returns how often a value was published. */
        long revision() {
            read();
            return revision;
        }

        /** Returns when the first value was published, in milliseconds since 1970; 0 before that. */
        long firstRecordedAt() {
            read();
            return firstRecordedAt;
        }

        long recordedAt() {
            read();
            return recordedAt;
        }

        /**
         * Sets a new value; returns false when it equals the one published last, or is empty and nothing was published.
         */
        boolean publish(Evaluation evaluation, long now) {
            read();
            boolean nothing = published == null && evaluation.events() == 0;
            if (nothing || evaluation.equals(published)) {
                return false;
            }
            published = evaluation;
            stored = null;
            avro = null;
            revision++;
            recordedAt = now;
            if (revision == 1) {
                firstRecordedAt = now;
            }
            return true;
        }

        /**
         * Returns the published value as Avro. It is encoded once, because the row is published again with each of its
         * other parts.
         */
        byte[] avro(Slice slice, BiFunction<Slice, Part, byte[]> writing) {
            if (avro == null) {
                avro = writing.apply(slice, this);
            }
            return avro;
        }

        private void write(Slice slice, StateWriter writer) {
            if (stored != null) {
                writer.raw(stored, from, to);
                return;
            }
            boolean asCounted = published != null && isAsCounted(published, tally);
            writer.octet((published == null ? 0 : PUBLISHED) | (asCounted ? PUBLISHED_AS_COUNTED : 0))
                    .text(slice.member())
                    .tally(tally);
            if (published != null) {
                writer.number(revision)
                        .number(firstRecordedAt)
                        .number(recordedAt - firstRecordedAt)
                        .real(published.value())
                        .real(published.coverage());
                if (!asCounted) {
                    writer.decimal(published.numerator())
                            .decimal(published.denominator())
                            .number(published.events());
                }
            }
        }

        /** Skips a part's own fields, and remembers their position. */
        private static Part at(byte[] row, int from, int flags, StateReader reader) {
            reader.skipTally();
            if ((flags & PUBLISHED) != 0) {
                reader.number();
                reader.number();
                reader.number();
                reader.skipReal();
                reader.skipReal();
                if ((flags & PUBLISHED_AS_COUNTED) == 0) {
                    reader.skipDecimal();
                    reader.skipDecimal();
                    reader.number();
                }
            }
            Part part = new Part();
            part.stored = row;
            part.from = from;
            part.to = reader.position();
            part.isRead = false;
            return part;
        }

        private void read() {
            if (isRead) {
                return;
            }
            isRead = true;
            StateReader reader = new StateReader(Objects.requireNonNull(stored), from, to);
            int flags = reader.octet();
            reader.skipText();
            tally = reader.tally();
            if ((flags & PUBLISHED) != 0) {
                revision = reader.number();
                firstRecordedAt = reader.number();
                recordedAt = firstRecordedAt + reader.number();
                published = evaluation(tally, (flags & PUBLISHED_AS_COUNTED) != 0, reader);
            }
        }
    }

    private static final int FORMAT = 1;
    private static final int SAME_DIMENSION = 0;
    private static final int OTHER_DIMENSION = 1;
    private static final int PUBLISHED = 1;
    private static final int PUBLISHED_AS_COUNTED = 2;
    private static final int FIRST_CAPACITY = 8;

    /** Sorted. */
    private Slice[] slices = new Slice[FIRST_CAPACITY];

    private Part[] parts = new Part[FIRST_CAPACITY];
    private int size;

    /** Reads a row; returns an empty one where there are no bytes. */
    static Row of(byte @Nullable [] bytes) {
        Row row = new Row();
        if (bytes == null) {
            return row;
        }
        StateReader reader = new StateReader(bytes);
        int format = reader.octet();
        if (format != FORMAT) {
            throw new IllegalStateException("a row of format " + format + " was written by a newer processor");
        }
        String dimension = "";
        while (reader.hasMore()) {
            if (reader.octet() == OTHER_DIMENSION) {
                dimension = reader.text();
            }
            int from = reader.position();
            int flags = reader.octet();
            Slice slice = new Slice(dimension, reader.text());
            row.insert(row.size, slice, Part.at(bytes, from, flags, reader));
        }
        return row;
    }

    private void insert(int at, Slice slice, Part part) {
        if (size == slices.length) {
            slices = Arrays.copyOf(slices, 2 * size);
            parts = Arrays.copyOf(parts, 2 * size);
        }
        System.arraycopy(slices, at, slices, at + 1, size - at);
        System.arraycopy(parts, at, parts, at + 1, size - at);
        slices[at] = slice;
        parts[at] = part;
        size++;
    }

    private static Evaluation evaluation(Tally tally, boolean asCounted, StateReader reader) {
        Double value = reader.real();
        Double coverage = reader.real();
        return asCounted
                ? new Evaluation(value, tally.numerator(), tally.denominator(), tally.events(), coverage)
                : new Evaluation(value, reader.decimal(), reader.decimal(), reader.number(), coverage);
    }

    byte[] toBytes() {
        StateWriter writer = new StateWriter().octet(FORMAT);
        String dimension = "";
        for (int i = 0; i < size; i++) {
            Slice slice = slices[i];
            if (slice.dimension().equals(dimension)) {
                writer.octet(SAME_DIMENSION);
            } else {
                dimension = slice.dimension();
                writer.octet(OTHER_DIMENSION).text(dimension);
            }
            parts[i].write(slice, writer);
        }
        return writer.toBytes();
    }

    private static boolean isAsCounted(Evaluation published, Tally tally) {
        return published.events() == tally.events()
                && tally.numerator().equals(published.numerator())
                && tally.denominator().equals(published.denominator());
    }

    /** Returns what is known of a part; null where nothing is. */
    @Nullable
    Part find(Slice slice) {
        int at = Arrays.binarySearch(slices, 0, size, slice);
        return at < 0 ? null : parts[at];
    }

    /** Returns a part for writing, adding it where there is none. */
    Part at(Slice slice) {
        int at = Arrays.binarySearch(slices, 0, size, slice);
        if (at >= 0) {
            return parts[at];
        }
        Part part = new Part();
        insert(-at - 1, slice, part);
        return part;
    }

    int size() {
        return size;
    }

    /** Visits each part: the total first, then by dimension and member. */
    void forEach(BiConsumer<Slice, Part> visitor) {
        for (int i = 0; i < size; i++) {
            visitor.accept(slices[i], parts[i]);
        }
    }
}
