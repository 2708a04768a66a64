package vn.hanoi.datahub.streams.processor;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.schemas.codec.StateWriter;

/** Reads what a {@link StateWriter} wrote, in the same order. */
final class StateReader {

    private static final BigDecimal[] SMALL = new BigDecimal[256];

    static {
        for (int i = 0; i < SMALL.length; i++) {
            SMALL[i] = BigDecimal.valueOf(i);
        }
    }

    private final ByteBuffer bytes;

    public StateReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /** Reads the bytes between two positions. */
    public StateReader(byte[] bytes, int from, int to) {
        this.bytes = ByteBuffer.wrap(bytes, from, to - from);
    }

    public boolean hasMore() {
        return bytes.hasRemaining();
    }

    public int octet() {
        return bytes.get();
    }

    public long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
    }

    public String text() {
        int length = (int) number();
        String text = new String(bytes.array(), bytes.position(), length, StandardCharsets.UTF_8);
        bytes.position(bytes.position() + length);
        return text;
    }

    public @Nullable BigDecimal decimal() {
        switch (octet()) {
            case StateWriter.ABSENT:
                return null;
            case StateWriter.WHOLE:
                long whole = number();
                return whole >= 0 && whole < SMALL.length ? SMALL[(int) whole] : BigDecimal.valueOf(whole);
            default:
                int scale = (int) number();
                byte[] unscaled = new byte[(int) number()];
                bytes.get(unscaled);
                return new BigDecimal(new BigInteger(unscaled), scale);
        }
    }

    public @Nullable Double real() {
        return octet() == StateWriter.ABSENT ? null : (Double) bytes.getDouble();
    }

    /** Returns the position of the next field. */
    public int position() {
        return bytes.position();
    }

    public void skip(int octets) {
        bytes.position(bytes.position() + octets);
    }

    /** Skips a text without decoding it. */
    public void skipText() {
        int length = (int) number();
        bytes.position(bytes.position() + length);
    }

    public void skipDecimal() {
        switch (octet()) {
            case StateWriter.ABSENT:
                return;
            case StateWriter.WHOLE:
                number();
                return;
            default:
                number();
                skipText();
        }
    }

    public void skipReal() {
        if (octet() != StateWriter.ABSENT) {
            bytes.position(bytes.position() + Double.BYTES);
        }
    }

    public void skipTally() {
        skipDecimal();
        skipDecimal();
        number();
        for (long left = number(); left > 0; left--) {
            skipText();
            number();
        }
    }

    public Tally tally() {
        BigDecimal numerator = present();
        BigDecimal denominator = present();
        long events = number();
        int size = (int) number();
        SortedMap<String, Long> units = size == 0 ? Collections.emptySortedMap() : new TreeMap<>();
        for (int i = 0; i < size; i++) {
            units.put(text(), number());
        }
        return new Tally(numerator, denominator, events, units);
    }

    private BigDecimal present() {
        BigDecimal number = decimal();
        if (number == null) {
            throw new IllegalStateException("the state lacks a required number");
        }
        return number;
    }
}
