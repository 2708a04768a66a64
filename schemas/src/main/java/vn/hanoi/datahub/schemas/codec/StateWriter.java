package vn.hanoi.datahub.schemas.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.fold.Tally;

/**
 * Compact encoding of the processor's state: numbers of variable length, text preceded by its length.
 * {@code StateReader} reads it back in the same order.
 *
 * <p>Numbers and texts are encoded as in Avro, because published rows of values, which other programs read, are also
 * written with it ({@link PublishedPart}).
 */
public final class StateWriter {

    /** Prefix of a number that says how it is encoded. */
    public static final int WHOLE = 0;

    public static final int ABSENT = 1;
    static final int DECIMAL = 2;

    private static final int FIRST_CAPACITY = 256;
    private static final int LARGEST_NUMBER = 10;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int size;

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    public StateWriter octet(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** Writes a whole number, in fewer bytes the closer it is to zero (zigzag, as in Avro and Protocol Buffers). */
    public StateWriter number(long value) {
        reserve(LARGEST_NUMBER);
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    public StateWriter text(String text) {
        return block(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes preceded by their length. */
    public StateWriter block(byte[] block) {
        return number(block.length).raw(block);
    }

    /** Writes the output of another writer. */
    public StateWriter raw(byte[] block) {
        return raw(block, 0, block.length);
    }

    /** Writes the bytes between two positions of an array. */
    public StateWriter raw(byte[] block, int from, int to) {
        reserve(to - from);
        System.arraycopy(block, from, bytes, size, to - from);
        size += to - from;
        return this;
    }

    /** Writes a number exactly, however long it is. */
    public StateWriter decimal(@Nullable BigDecimal value) {
        if (value == null) {
            return octet(ABSENT);
        }
        BigInteger unscaled = value.unscaledValue();
        if (value.scale() == 0 && unscaled.bitLength() < Long.SIZE) {
            return octet(WHOLE).number(unscaled.longValue());
        }
        return octet(DECIMAL).number(value.scale()).block(unscaled.toByteArray());
    }

    /** Writes the bits of a floating-point number; only a marker where there is none. */
    public StateWriter real(@Nullable Double value) {
        if (value == null) {
            return octet(ABSENT);
        }
        octet(WHOLE);
        reserve(Long.BYTES);
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[size++] = (byte) (bits >>> shift);
        }
        return this;
    }

    /** Writes a floating-point number in Avro's byte order. */
    public StateWriter littleEndian(double value) {
        reserve(Long.BYTES);
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes[size++] = (byte) (bits >>> shift);
        }
        return this;
    }

    public StateWriter tally(Tally tally) {
        decimal(tally.numerator()).decimal(tally.denominator()).number(tally.events());
        SortedMap<String, Long> units = tally.units();
        number(units.size());
        units.forEach((unit, events) -> text(unit).number(events));
        return this;
    }

    /** Returns what was written since the last call, and starts again empty. */
    public byte[] take() {
        byte[] taken = toBytes();
        size = 0;
        return taken;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
