package vn.hanoi.datahub.schemas.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * One value of a published row: {@code IndicatorPart} in {@code indicator-row.avsc}, written and read field by field in the order of that schema. A city publishes thousands a second,
 * and Avro's generated classes look each field up.
 *
 * @param dimension empty for the total
 * @param member empty for the total
 * @param value in the indicator's unit; null where the denominator is 0 or the method gives none
 * @param numerator exact to six decimals; null where the method has none, or no published number could hold it
 * @param denominator likewise
 * @param events events in force that count; 0 where nothing counts any more
 * @param coverage units that reported ÷ units expected, 0 to 1
 * @param revision 1 for the first value, then one more with every change
 * @param firstRecordedAt when the first value was published, milliseconds since 1970
 * @param recordedAt when this value was published, milliseconds since 1970
 */
public record PublishedPart(
        String dimension,
        String member,
        @Nullable Double value,
        @Nullable BigDecimal numerator,
        @Nullable BigDecimal denominator,
        long events,
        @Nullable Double coverage,
        long revision,
        long firstRecordedAt,
        long recordedAt) {

    private static final int SCALE = 6;
    private static final int DIGITS = 38;

    /** The part as Avro. */
    public byte[] toAvro() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            encoder.writeString(dimension);
            encoder.writeString(member);
            write(encoder, value);
            write(encoder, numerator);
            write(encoder, denominator);
            encoder.writeLong(events);
            write(encoder, coverage);
            encoder.writeLong(revision);
            encoder.writeLong(firstRecordedAt);
            encoder.writeLong(recordedAt);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    private static void write(Encoder encoder, @Nullable Double number) throws IOException {
        encoder.writeIndex(number == null ? 0 : 1);
        if (number != null) {
            encoder.writeDouble(number);
        }
    }

    private static void write(Encoder encoder, @Nullable BigDecimal number) throws IOException {
        BigDecimal published = number == null ? null : number.setScale(SCALE, RoundingMode.HALF_EVEN);
        if (published == null || published.precision() > DIGITS) { // a ratio of absurd reports
            encoder.writeIndex(0);
        } else {
            encoder.writeIndex(1);
            encoder.writeBytes(published.unscaledValue().toByteArray());
        }
    }

    /** Reads what follows the two texts that a part begins with. */
    public static PublishedPart read(String dimension, String member, Decoder decoder) throws IOException {
        return new PublishedPart(
                dimension,
                member,
                real(decoder),
                decimal(decoder),
                decimal(decoder),
                decoder.readLong(),
                real(decoder),
                decoder.readLong(),
                decoder.readLong(),
                decoder.readLong());
    }

    private static @Nullable Double real(Decoder decoder) throws IOException {
        return decoder.readIndex() == 0 ? null : (Double) decoder.readDouble();
    }

    private static @Nullable BigDecimal decimal(Decoder decoder) throws IOException {
        if (decoder.readIndex() == 0) {
            return null;
        }
        ByteBuffer unscaled = decoder.readBytes(null);
        return new BigDecimal(new BigInteger(unscaled.array(), 0, unscaled.limit()), SCALE);
    }

    /** Passes over what {@link #read} reads. */
    public static void skip(Decoder decoder) throws IOException {
        skipReal(decoder);
        skipDecimal(decoder);
        skipDecimal(decoder);
        decoder.readLong();
        skipReal(decoder);
        decoder.readLong();
        decoder.readLong();
        decoder.readLong();
    }

    private static void skipReal(Decoder decoder) throws IOException {
        if (decoder.readIndex() != 0) {
            decoder.skipFixed(Double.BYTES);
        }
    }

    private static void skipDecimal(Decoder decoder) throws IOException {
        if (decoder.readIndex() != 0) {
            decoder.skipBytes();
        }
    }
}
