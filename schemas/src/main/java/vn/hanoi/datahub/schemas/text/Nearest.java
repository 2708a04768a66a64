package vn.hanoi.datahub.schemas.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Suggests what a caller may have meant: a name that differs from the given one in up to three letters. */
public final class Nearest {

    private static final int FURTHEST = 3;
    private static final int LONGEST = 100;
    private static final LevenshteinDistance LETTERS = new LevenshteinDistance(FURTHEST);
    private static final JaroWinklerSimilarity BEGINNING = new JaroWinklerSimilarity();

    private Nearest() {}

    /** Returns the known name closest to a given one; empty where none is close. */
    public static Optional<String> to(String given, Collection<String> known) {
        return to(given, known, FURTHEST);
    }

    /**
     * Returns the known name closest to a given one; empty where none is within a number of letters, up to three. Of
     * several, the one that begins alike for longest: {@code NO} is {@code NO2} rather than {@code CO}.
     */
    public static Optional<String> to(String given, Collection<String> known, int letters) {
        String wanted = plain(given);
        int furthest = Math.min(letters, wanted.length() / 2);
        return given.length() > LONGEST
                ? Optional.empty()
                : known.stream()
                        .filter(name -> distance(wanted, name) <= furthest)
                        .min(Comparator.<String>comparingInt(name -> distance(wanted, name))
                                .thenComparing(name -> -BEGINNING.apply(wanted, plain(name)))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /** Returns "; did you mean 'area'?", or an empty text. */
    public static String advice(String given, Collection<String> known) {
        return to(given, known).map(name -> "; did you mean '" + name + "'?").orElse("");
    }

    private static int distance(String wanted, String name) {
        int letters = LETTERS.apply(wanted, plain(name));
        return letters < 0 ? Integer.MAX_VALUE : letters;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }
}
