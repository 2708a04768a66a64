package vn.hanoi.datahub.ingest.file;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.LookAlike;
import vn.hanoi.datahub.schemas.text.Nearest;

/** The names of a file's columns, compared with those that its event type or its mapping expects. */
record Header(List<String> columns, String type) {

    /** Also line breaks: spreadsheets wrap long names with them. */
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /**
     * Returns the columns with the names that are expected, where they differ from these only in letter case, width or
     * line breaks. A column keeps its own name where two columns or two expected names would be the same.
     */
    static List<String> expected(List<String> columns, Collection<String> names) {
        Map<String, List<String>> meant = names.stream().distinct().collect(Collectors.groupingBy(Header::folded));
        Map<String, Long> written =
                columns.stream().collect(Collectors.groupingBy(Header::folded, Collectors.counting()));
        return columns.stream()
                .map(column -> {
                    List<String> found = meant.getOrDefault(folded(column), List.of());
                    return found.size() == 1 && written.getOrDefault(folded(column), 0L) == 1 ? found.get(0) : column;
                })
                .toList();
    }

    private static String folded(String name) {
        return BLANKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC))
                .replaceAll(" ")
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /**
     * Refuses a file that begins with a title or a letterhead: fewer cells than columns are needed, and none of these.
     */
    void checkTitle(Collection<String> needed) {
        List<String> named = columns.stream().filter(each -> !each.isEmpty()).toList();
        boolean isTitle = named.size() < needed.stream().distinct().count()
                && named.stream()
                        .noneMatch(each -> needed.contains(each) || (named.size() > 1 && isMeant(each, needed)));
        if (isTitle && needed.stream().filter(named.get(0)::contains).count() > 1) {
            throw error(Detail.of("file.separator", named.get(0)));
        } else if (isTitle) {
            throw error(
                    named.size() == 1
                            ? Detail.of("file.title", named.get(0))
                            : Detail.of("file.letterhead", String.join(" | ", named)));
        }
    }

    private static boolean isMeant(String column, Collection<String> needed) {
        return LookAlike.in(column).isPresent() || meant(column, needed).isPresent();
    }

    /** Refuses a column that is not known. */
    void checkKnown(Collection<String> known) {
        for (String column : columns) {
            if (!column.isEmpty() && !known.contains(column)) {
                checkLetters(column);
                Optional<String> meant = meant(column, known);
                throw error(
                        meant.isPresent()
                                ? Detail.of("file.meant-column", column, type, meant.get())
                                : Detail.of("file.unknown-column", column, type, String.join(", ", known)));
            }
        }
    }

    /**
     * Refuses a file without a column that is needed.
     *
     * @param byName whether the event type needs it, rather than a mapping
     */
    void checkNeeded(Collection<String> needed, boolean byName) {
        for (String column : needed) {
            if (!columns.contains(column)) {
                Optional<String> meant = meant(column, columns);
                meant.ifPresent(Header::checkLetters);
                throw error(
                        byName
                                ? Detail.of("file.missing-column", column, type)
                                : meant.isPresent()
                                        ? Detail.of("file.mapped-column-near", column, meant.get())
                                        : Detail.of("file.mapped-column", column, String.join(", ", columns)));
            }
        }
    }

    /** Refuses a column that has a letter of another alphabet: nobody sees how its name differs from the right one. */
    private static void checkLetters(String column) {
        LookAlike.in(column).ifPresent(found -> {
            throw error(Detail.of("file.look-alike", column, found.position(), found.character()));
        });
    }

    /** Returns the name that was probably meant: up to a third of its letters may differ. */
    private static Optional<String> meant(String column, Collection<String> names) {
        return Nearest.to(column, names, Math.max(1, column.length() / 3));
    }

    private static UnreadableFileException error(Detail why) {
        return new UnreadableFileException(1, why);
    }
}
