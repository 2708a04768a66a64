package vn.hanoi.datahub.domain.indicator;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * Levels at which a member of the first dimension gives alarm, e.g. BĐ1 to BĐ3 of a river station (Decision
 * 05/2020/QĐ-TTg).
 *
 * @param member as agencies call it; compared without case, diacritics and punctuation
 * @param name for people
 * @param levels rising, in the indicator's unit
 */
public record Alarm(String member, String name, List<Double> levels) {

    public Alarm {
        levels = List.copyOf(levels);
    }

    public boolean isFor(String other) {
        return plain(member).equals(plain(other));
    }

    /** The highest alarm reached; 0 for none. */
    public int reachedBy(double value) {
        return (int) levels.stream().filter(level -> value >= level).count();
    }

    private static String plain(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT).replace('đ', 'd'), Normalizer.Form.NFD)
                .replaceAll("[^a-z0-9]", "");
    }
}
