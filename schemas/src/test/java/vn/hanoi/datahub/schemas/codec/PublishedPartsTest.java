package vn.hanoi.datahub.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.values.IndicatorPart;
import vn.hanoi.datahub.values.IndicatorRow;

class PublishedPartsTest {

    private static final PublishedPart TOTAL = part("", "", 7);

    private static PublishedPart part(String dimension, String member, long events) {
        return new PublishedPart(
                dimension,
                member,
                events / 3.0,
                new BigDecimal("-1234567890.123456"),
                null,
                events,
                null,
                2,
                1_700_000_000_000L,
                1_700_000_000_001L);
    }

    private static List<PublishedPart> read(PublishedParts parts) {
        List<PublishedPart> all = new ArrayList<>();
        parts.forEach(all::add);
        return all;
    }

    /** Written by Avro's generated classes, as others write it: in blocks, or in several. */
    private static byte[] asOthersWrite(List<PublishedPart> parts, boolean inBlocks) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        BinaryEncoder encoder = inBlocks
                ? new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(body, null)
                : EncoderFactory.get().binaryEncoder(body, null);
        IndicatorRow row = new IndicatorRow(
                Instant.ofEpochMilli(5),
                parts.stream()
                        .map(part -> new IndicatorPart(
                                part.dimension(),
                                part.member(),
                                part.value(),
                                part.numerator(),
                                part.denominator(),
                                part.events(),
                                part.coverage(),
                                part.revision(),
                                Instant.ofEpochMilli(part.firstRecordedAt()),
                                Instant.ofEpochMilli(part.recordedAt())))
                        .toList());
        new SpecificDatumWriter<>(IndicatorRow.class).write(row, encoder);
        encoder.flush();
        return body.toByteArray();
    }

    @Test
    void readsARowAsAvroWritesIt() throws Exception {
        List<PublishedPart> parts =
                List.of(TOTAL, part("sector", "đất đai", 3), part("sector", "y tế", -1), part("tier", "xã", 0));

        for (boolean inBlocks : List.of(false, true)) {
            PublishedParts read = PublishedParts.ofRow(asOthersWrite(parts, inBlocks));

            assertThat(read(read)).isEqualTo(parts);
            assertThat(read.size()).isEqualTo(4);
            assertThat(read).isEqualTo(PublishedParts.of(parts));
        }
    }

    @Test
    void aPartIsWrittenAsAvroWritesIt() throws Exception {
        byte[] row = asOthersWrite(List.of(TOTAL), false);

        assertThat(row).endsWith(0).containsSequence(TOTAL.toAvro());
    }

    @Test
    void findsTheTotal_andADimension() {
        PublishedParts parts =
                PublishedParts.of(List.of(TOTAL, part("sector", "a", 1), part("sector", "b", 2), part("tier", "c", 3)));
        List<PublishedPart> sectors = new ArrayList<>();
        parts.forEach("sector", sectors::add);

        assertThat(parts.total()).isEqualTo(TOTAL);
        assertThat(sectors).extracting(PublishedPart::member).containsExactly("a", "b");
        assertThat(PublishedParts.of(List.of(part("tier", "c", 3))).total()).isNull();
        assertThat(PublishedParts.NONE.total()).isNull();
    }

    /** Any parts after any others: the same as in a sorted map. */
    @Test
    void newerPartsTakeThePlaceOfFormerOnes() {
        Random random = new Random(20261129);
        for (int world = 0; world < 200; world++) {
            TreeMap<String, PublishedPart> expected = new TreeMap<>();
            PublishedParts parts = PublishedParts.NONE;
            for (int step = 0; step < 5; step++) {
                TreeMap<String, PublishedPart> some = new TreeMap<>();
                for (int i = random.nextInt(6); i > 0; i--) {
                    String dimension = List.of("", "a", "b").get(random.nextInt(3));
                    String member = dimension.isEmpty() ? "" : Integer.toString(random.nextInt(4));
                    some.put(dimension + '\0' + member, part(dimension, member, random.nextInt(1000)));
                }
                parts = parts.with(PublishedParts.of(some.values()));
                expected.putAll(some);
            }

            assertThat(read(parts)).isEqualTo(List.copyOf(expected.values()));
            assertThat(parts.size()).isEqualTo(expected.size());
        }
    }

    @Test
    void aNumberTooLargeForTheTopicIsLeftOut() {
        PublishedPart absurd =
                new PublishedPart("", "", 1.0, new BigDecimal("1e40"), new BigDecimal("0.0000005"), 1, 0.5, 1, 1, 1);

        assertThat(PublishedParts.of(List.of(absurd)).total())
                .isEqualTo(new PublishedPart("", "", 1.0, null, new BigDecimal("0.000000"), 1, 0.5, 1, 1, 1));
    }

    @Test
    void bytesThatAreNoRowAreAnError() throws Exception {
        byte[] row = asOthersWrite(List.of(TOTAL), false);

        for (int length = 0; length < row.length - 1; length++) {
            byte[] cut = java.util.Arrays.copyOf(row, length);
            assertThatThrownBy(() -> PublishedParts.ofRow(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
