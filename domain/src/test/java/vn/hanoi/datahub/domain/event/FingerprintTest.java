package vn.hanoi.datahub.domain.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whether an id is sent again, or used for something else. */
class FingerprintTest {

    private static final Instant TIME = Instant.parse("2025-08-08T10:00:00Z");

    private static Shape shape(String... fields) {
        return new Shape(java.util.stream.IntStream.range(0, fields.length)
                .mapToObj(i -> new Shape.Field(fields[i], i, Shape.Kind.TEXT, true, List.of(), false))
                .toList());
    }

    private static Fingerprint of(
            Instant time, long version, Operation operation, Shape shape, @Nullable Object... data) {
        return Fingerprint.of(
                new Event("t", "urn:hanoi:agency:A", "s", "id", time, version, operation, position -> data[position]),
                shape);
    }

    private static Fingerprint of(Shape shape, @Nullable Object... data) {
        return of(TIME, 0, Operation.UPSERT, shape, data);
    }

    @Test
    void everythingThatCountsTellsEventsApart() {
        Shape one = shape("a");
        Fingerprint fingerprint = of(one, "x");

        assertThat(of(one, "x")).isEqualTo(fingerprint);
        assertThat(of(one, "y")).isNotEqualTo(fingerprint);
        assertThat(of(shape("b"), "x")).isNotEqualTo(fingerprint);
        assertThat(of(TIME.plusNanos(1), 0, Operation.UPSERT, one, "x")).isNotEqualTo(fingerprint);
        assertThat(of(TIME, 1, Operation.UPSERT, one, "x")).isNotEqualTo(fingerprint);
        assertThat(of(TIME, 0, Operation.RETRACT, one, "x")).isNotEqualTo(fingerprint);
    }

    @Test
    void anAbsentFieldDoesNotCount_soASchemaMayGainOne() {
        assertThat(of(shape("a", "b"), "x", null)).isEqualTo(of(shape("a"), "x"));
    }

    @Test
    void textsDoNotRunIntoOneAnother() {
        assertThat(of(shape("a", "b"), "x", "yb")).isNotEqualTo(of(shape("a", "b"), "xb", "y"));
        assertThat(of(shape("a", "b"), "xb", null)).isNotEqualTo(of(shape("a", "b"), "x", ""));
    }

    @Test
    void isSixteenBytes() {
        Fingerprint fingerprint = of(shape("a"), "x");

        assertThat(Fingerprint.copyOf(fingerprint.toBytes())).isEqualTo(fingerprint);
        assertThatThrownBy(() -> Fingerprint.copyOf(new byte[15])).isInstanceOf(IllegalArgumentException.class);
    }
}
