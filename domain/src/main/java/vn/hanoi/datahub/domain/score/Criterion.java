package vn.hanoi.datahub.domain.score;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;

/**
 * A criterion of an index.
 *
 * @param max the most points that it gives, or takes
 * @param source where its points come from
 */
public record Criterion(String id, Text name, String group, Kind kind, BigDecimal max, Source source) {

    /** What the points do to the total. */
    public enum Kind {
        /** Part of the index's full score. */
        REGULAR,
        /** Added beyond the full score. */
        BONUS,
        /** Subtracted. */
        PENALTY;

        /** Returns the word used in the catalogue and the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> find(String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Where points come from.
     *
     * @param indicator id of the indicator whose value is scored; null if points are only reported
     * @param reported id of the indicator with reported points, by series; null if none are reported
     */
    public record Source(
            @Nullable String indicator,
            Scale scale,
            @Nullable String reported) {}

    /** Returns the points with the sign that they have in the total. */
    BigDecimal signed(BigDecimal points) {
        return kind == Kind.PENALTY ? points.negate() : points;
    }
}
