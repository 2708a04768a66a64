package vn.hanoi.datahub.schemas.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Parts of one row as concatenated Avro: the total first, then by dimension and member. A city has millions of them in
 * memory, so they stay bytes until they are read.
 */
public final class PublishedParts {

    public static final PublishedParts NONE = new PublishedParts(new byte[0], 0);

    private final byte[] avro;
    private final int size;

    private PublishedParts(byte[] avro, int size) {
        this.avro = avro;
        this.size = size;
    }

    /**
     * Returns the parts in a row's body, which is {@code IndicatorRow} as Avro.
     *
     * @throws IllegalArgumentException when the bytes are not a row
     */
    public static PublishedParts ofRow(byte[] body) {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(body, null);
        try {
            decoder.readLong(); // when the row was published; each part has its own time
            ByteArrayOutputStream parts = new ByteArrayOutputStream(body.length);
            int size = 0;
            for (long block = decoder.readArrayStart(); block > 0; block = decoder.arrayNext()) {
                int from = position(body, decoder);
                for (long i = 0; i < block; i++) {
                    decoder.skipString();
                    decoder.skipString();
                    PublishedPart.skip(decoder);
                    size++;
                }
                parts.write(body, from, position(body, decoder) - from);
            }
            return new PublishedParts(parts.toByteArray(), size);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("these bytes are not an indicator's row", e);
        }
    }

    private static int position(byte[] bytes, BinaryDecoder decoder) throws IOException {
        return Math.max(0, bytes.length - decoder.inputStream().available());
    }

    /** Returns the given parts, which must be in order: the total first, then by dimension and member. */
    public static PublishedParts of(Collection<PublishedPart> parts) {
        ByteArrayOutputStream avro = new ByteArrayOutputStream();
        parts.forEach(part -> avro.writeBytes(part.toAvro()));
        return new PublishedParts(avro.toByteArray(), parts.size());
    }

    public int size() {
        return size;
    }

    /** Returns these parts together with newer ones, which replace those of the same dimension and member. */
    public PublishedParts with(PublishedParts newer) {
        if (size == 0) {
            return newer;
        }
        ByteArrayOutputStream merged = new ByteArrayOutputStream(avro.length + newer.avro.length);
        int both = 0;
        try {
            Cursor mine = new Cursor(avro);
            Cursor its = new Cursor(newer.avro);
            mine.skipNext();
            its.skipNext();
            while (mine.hasPart || its.hasPart) {
                int order = !its.hasPart ? -1 : !mine.hasPart ? 1 : mine.compareTo(its);
                if (order < 0) {
                    mine.copyTo(merged);
                    mine.skipNext();
                } else {
                    its.copyTo(merged);
                    its.skipNext();
                    if (order == 0) {
                        mine.skipNext();
                    }
                }
                both++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot fail in memory
        }
        return new PublishedParts(merged.toByteArray(), both);
    }

    /** Visits each part, in order. */
    public void forEach(Consumer<PublishedPart> visitor) {
        forEach(null, visitor);
    }

    /** Returns the total; null where there is none. */
    public @Nullable PublishedPart total() {
        List<PublishedPart> total = new ArrayList<>(1);
        forEach("", total::add);
        return total.isEmpty() ? null : total.get(0);
    }

    /**
     * Visits each part of a dimension, by member.
     *
     * @param dimension empty for the total; null for all parts
     */
    public void forEach(@Nullable String dimension, Consumer<PublishedPart> visitor) {
        try {
            Cursor cursor = new Cursor(avro);
            while (cursor.next()) {
                int order = dimension == null ? 0 : cursor.dimension.compareTo(dimension);
                if (order > 0) {
                    return;
                }
                if (order == 0) {
                    visitor.accept(PublishedPart.read(cursor.dimension, cursor.member, cursor.decoder));
                } else {
                    PublishedPart.skip(cursor.decoder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot fail in memory
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublishedParts parts && Arrays.equals(avro, parts.avro);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(avro);
    }

    /** Iterates over parts. */
    private static final class Cursor implements Comparable<Cursor> {
        private final byte[] bytes;
        private final BinaryDecoder decoder;
        private String dimension = "";
        private String member = "";
        private boolean hasPart;
        private int from;

        Cursor(byte[] bytes) {
            this.bytes = bytes;
            this.decoder = DecoderFactory.get().binaryDecoder(bytes, null);
        }

        /** Reads which part is next; its fields must be read or skipped before the following part is. */
        boolean next() throws IOException {
            from = position(bytes, decoder);
            hasPart = from < bytes.length;
            if (hasPart) {
                dimension = decoder.readString();
                member = decoder.readString();
            }
            return hasPart;
        }

        void skipNext() throws IOException {
            if (next()) {
                PublishedPart.skip(decoder);
            }
        }

        /** Copies the part that was skipped last. */
        void copyTo(ByteArrayOutputStream target) throws IOException {
            target.write(bytes, from, position(bytes, decoder) - from);
        }

        @Override
        public int compareTo(Cursor other) {
            int order = dimension.compareTo(other.dimension);
            return order == 0 ? member.compareTo(other.member) : order;
        }
    }
}
