package vn.hanoi.datahub.domain.area;

import java.util.Locale;
import java.util.Optional;

/** The tiers of the city's administration. Districts existed until 2025-06-30. */
public enum AreaLevel {
    CITY,
    DISTRICT,
    COMMUNE;

    /** Returns the word used in the catalogue and the API: {@code city}, {@code district}, {@code commune}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AreaLevel> find(String word) {
        for (AreaLevel level : values()) {
            if (level.word().equals(word)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
