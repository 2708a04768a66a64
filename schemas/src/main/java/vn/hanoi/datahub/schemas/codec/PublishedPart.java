package vn.hanoi.datahub.schemas.codec;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/**
 * One value of a published row: {@code IndicatorPart} in {@code indicator-row.avsc}, encoded and decoded field by field
 * in the order of that schema. A city publishes thousands a second, and Avro's generated classes look up each field.
 *
 * @param dimension empty for the total
 * @param member empty for the total
 * @param value in the indicator's unit; null where the denominator is 0 or the method gives no value
 * @param numerator exact to six decimals; null where the method has none, or where it has too many digits to be
 *     published
 * @param denominator likewise
 * @param events number of events in force that count; 0 where nothing counts any more
 * @param coverage units that reported ÷ units expected, 0 to 1
 * @param revision 1 for the first value, incremented with every change
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

    /** Returns the part as Avro, whose encoding of numbers and texts is that of {@link StateWriter}. */
    public byte[] toAvro() {
        StateWriter writer = new StateWriter().text(dimension).text(member);
        write(writer, value);
        write(writer, numerator);
        write(writer, denominator);
        writer.number(events);
        write(writer, coverage);
        return writer.number(revision)
                .number(firstRecordedAt)
                .number(recordedAt)
                .toBytes();
    }

    private static void write(StateWriter writer, @Nullable Double number) {
        writer.number(number == null ? 0 : 1);
        if (number != null) {
            writer.littleEndian(number);
        }
    }

    private static void write(StateWriter writer, @Nullable BigDecimal number) {
        BigDecimal published = number == null ? null : number.setScale(SCALE, RoundingMode.HALF_EVEN);
        if (published == null || published.precision() > DIGITS) { // a ratio of implausible reports
            writer.number(0);
        } else {
            writer.number(1).block(published.unscaledValue().toByteArray());
        }
    }

    /** Reads the fields that follow the two texts at the beginning of a part. */
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

    /** Skips what {@link #read} reads. */
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
