package vn.hanoi.datahub.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

    private static final String CHARACTERS = "0123456789-+:TtZz. /";

    @ParameterizedTest
    @CsvSource({
        "2025-09-01T02:00:00Z, 2025-09-01T02:00:00Z",
        "2025-09-01T09:00:00+07:00, 2025-09-01T02:00:00Z",
        "2024-02-29T23:59:59-03:30, 2024-03-01T03:29:59Z",
        "2025-09-01T09:00:00.123456+07:00, 2025-09-01T02:00:00.123456Z"
    })
    void readsATimestamp(String text, Instant moment) {
        assertThat(Rfc3339.parse(text)).isEqualTo(moment);
    }

    /** Java reads offsets of the time before time zones, to the second; RFC 3339 has none. */
    @ParameterizedTest
    @ValueSource(
            strings = {"2025-09-01T09:00:00+07:00:30", "2025-09-01T09:00:00.5+07:06:30", "2025-09-01T09:00-00:00:01"})
    void anOffsetHasNoSeconds(String text) {
        assertThatThrownBy(() -> Rfc3339.parse(text)).isInstanceOf(DateTimeException.class);
    }

    /** The forms that are read without Java's parser, and texts near to them, mean what they mean to it. */
    @ParameterizedTest
    @ValueSource(strings = {"2025-09-01T02:00:00Z", "2025-12-31T23:59:59+07:00", "2024-02-29T09:00:00-18:00"})
    void agreesWithJava(String right) {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(right);
            for (int change = random.nextInt(3); change >= 0; change--) {
                text.setCharAt(random.nextInt(text.length()), CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            String changed = text.toString();
            Optional<Instant> java = changed.indexOf('-') == 4 && !changed.matches(".*[+-]..:..:..")
                    ? read(() -> OffsetDateTime.parse(changed).toInstant())
                    : Optional.empty();
            assertThat(read(() -> Rfc3339.parse(changed))).as(changed).isEqualTo(java);
        }
    }

    private static Optional<Instant> read(Callable<Instant> parser) {
        try {
            return Optional.of(parser.call());
        } catch (DateTimeException e) {
            return Optional.empty();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void namesADayThatDoesNotExist() {
        assertThat(Rfc3339.namesNoDay("2025-02-29T09:00:00Z")).isTrue();
        assertThat(Rfc3339.namesNoDay("2024-02-29T09:00:00Z")).isFalse();
    }
}
