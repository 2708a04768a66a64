package vn.hanoi.datahub.domain.indicator;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * Alarm levels of a member of the first dimension, e.g. BĐ1 to BĐ3 of a river station (Decision 05/2020/QĐ-TTg).
 *
 * @param member the member as agencies write it; compared without case, diacritics and punctuation
 * @param name display name
 * @param levels in ascending order, in the indicator's unit
 */
public record Alarm(String member, String name, List<Double> levels) {

    public Alarm {
        levels = List.copyOf(levels);
    }

    public boolean isFor(String other) {
        return plain(member).equals(plain(other));
    }

    /** Returns the highest alarm reached, counted from 1; 0 for none. */
    public int reachedBy(double value) {
        return (int) levels.stream().filter(level -> value >= level).count();
    }

    private static String plain(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT).replace('đ', 'd'), Normalizer.Form.NFD)
                .replaceAll("[^a-z0-9]", "");
    }
}
