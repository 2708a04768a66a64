package vn.hanoi.datahub.streams.processor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.fold.Evaluation;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.schemas.codec.StateReader;
import vn.hanoi.datahub.schemas.codec.StateWriter;

/**
 * One period of a series: what is counted in each part of it, and what was published last. An event counts in several parts of a period at once, so they are read and written
 * together.
 *
 * <pre>
 *   format (1) | part*          part = dimension (unless that of the part before) member tally published?
 * </pre>
 */
final class Row {

    /** What is counted in one part, and what was published of it. */
    static final class Part {
        private Tally tally = Tally.ZERO;
        private @Nullable Evaluation published;
        private long revision;
        private long firstRecordedAt;
        private long recordedAt;
        private byte @Nullable [] stored;
        private byte @Nullable [] avro;

        Tally tally() {
            return tally;
        }

        void add(Tally change) {
            tally = tally.plus(change);
            stored = null;
        }

        /** What was published last; null where nothing was. */
        @Nullable
        Evaluation published() {
            return published;
        }

        /** How often a value was published. */
        long revision() {
            return revision;
        }

        /** Milliseconds since 1970; 0 before the first value. */
        long firstRecordedAt() {
            return firstRecordedAt;
        }

        long recordedAt() {
            return recordedAt;
        }

        /** Notes a new value; false when it is the one that was published last, or nothing where there was nothing. */
        boolean publish(Evaluation evaluation, long now) {
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

        /** The published value as Avro; written once, because the row is published again with each of its other parts. */
        byte[] avro(Slice slice, BiFunction<Slice, Part, byte[]> writing) {
            if (avro == null) {
                avro = writing.apply(slice, this);
            }
            return avro;
        }

        private byte[] stored(Slice slice) {
            if (stored == null) {
                boolean asCounted = published != null && isAsCounted(published, tally);
                StateWriter writer = new StateWriter()
                        .octet((published == null ? 0 : PUBLISHED) | (asCounted ? PUBLISHED_AS_COUNTED : 0))
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
                stored = writer.toBytes();
            }
            return stored;
        }

        private static Map.Entry<Slice, Part> read(String dimension, StateReader reader) {
            int flags = reader.octet();
            Slice slice = new Slice(dimension, reader.text());
            Part part = new Part();
            part.tally = reader.tally();
            if ((flags & PUBLISHED) != 0) {
                part.revision = reader.number();
                part.firstRecordedAt = reader.number();
                part.recordedAt = part.firstRecordedAt + reader.number();
                part.published = evaluation(part.tally, (flags & PUBLISHED_AS_COUNTED) != 0, reader);
            }
            return Map.entry(slice, part);
        }
    }

    private static final int FORMAT = 1;
    private static final int SAME_DIMENSION = 0;
    private static final int OTHER_DIMENSION = 1;
    private static final int PUBLISHED = 1;
    private static final int PUBLISHED_AS_COUNTED = 2;

    /** Sorted whenever they are handed out: most rows are read and written without a new part. */
    private Map<Slice, Part> parts = new LinkedHashMap<>();

    private boolean isSorted = true;

    /** Reads a row; an empty one where there are no bytes. */
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
            Map.Entry<Slice, Part> part = Part.read(dimension, reader);
            row.parts.put(part.getKey(), part.getValue());
        }
        return row;
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
        for (Map.Entry<Slice, Part> part : sorted().entrySet()) {
            Slice slice = part.getKey();
            if (slice.dimension().equals(dimension)) {
                writer.octet(SAME_DIMENSION);
            } else {
                dimension = slice.dimension();
                writer.octet(OTHER_DIMENSION).text(dimension);
            }
            writer.raw(part.getValue().stored(slice));
        }
        return writer.toBytes();
    }

    private static boolean isAsCounted(Evaluation published, Tally tally) {
        return published.events() == tally.events()
                && tally.numerator().equals(published.numerator())
                && tally.denominator().equals(published.denominator());
    }

    /** What is known of a part; null where nothing is. */
    @Nullable
    Part find(Slice slice) {
        return parts.get(slice);
    }

    /** The same, to be written to. */
    Part at(Slice slice) {
        return parts.computeIfAbsent(slice, part -> {
            isSorted = false;
            return new Part();
        });
    }

    private Map<Slice, Part> sorted() {
        if (!isSorted) {
            parts = new LinkedHashMap<>(new TreeMap<>(parts));
            isSorted = true;
        }
        return parts;
    }

    int size() {
        return parts.size();
    }

    /** Each part, the total first, then by dimension and member. */
    void forEach(BiConsumer<Slice, Part> visitor) {
        sorted().forEach(visitor);
    }
}
