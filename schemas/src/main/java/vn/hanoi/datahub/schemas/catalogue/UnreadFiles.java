package vn.hanoi.datahub.schemas.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Refuses files of an operator's folder that nothing would read: a misspelt name must not be ignored in silence. */
final class UnreadFiles {

    private static final String YAML = ".yaml";
    private static final List<String> FOLDERS = List.of("areas", "indicators", "plans");

    private static final List<String> FILES = List.of(
            "agencies.yaml",
            "alerts.yaml",
            "areas/areas.csv",
            "areas/transfers.csv",
            "event-types.yaml",
            "indices.yaml",
            "regimes.yaml",
            "working-days.yaml");

    /** Help for editors, which comes with a copy of the shipped folder. */
    private static final List<String> FOR_EDITORS = List.of("indicators.schema.json", "plans.schema.json");

    private static final int FURTHEST = 3;

    private UnreadFiles() {}

    static void refuse(Path folder) {
        for (Path entry : entries(folder)) {
            String name = name(entry);
            if (!Files.isDirectory(entry)) {
                check(name);
            } else if (FOLDERS.contains(name)) {
                entries(entry).forEach(file -> check(name + "/" + name(file)));
            } else {
                throw unread(name + "/", FOLDERS.stream().map(known -> known + "/"));
            }
        }
    }

    private static void check(String path) {
        boolean ofMany = path.startsWith("indicators/") || path.startsWith("plans/");
        boolean isRead = FILES.contains(path) || (ofMany && path.endsWith(YAML));
        if (!isRead && !FOR_EDITORS.contains(path) && !path.matches("(.*/)?README[^/]*")) {
            String stem = path.replaceFirst("\\.[^./]*$", "");
            throw unread(path, ofMany ? Stream.of(stem + YAML) : FILES.stream());
        }
    }

    private static CatalogueException unread(String path, Stream<String> known) {
        String advice = known.filter(name -> distance(path, name) <= FURTHEST)
                .min(Comparator.comparingInt(name -> distance(path, name)))
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        return new CatalogueException(path + ": nothing reads this file" + advice + "; known are "
                + String.join(", ", FILES) + ", indicators/*.yaml and plans/*.yaml");
    }

    /** Returns what a folder contains, without hidden files, such as those of a version control or a mounted volume. */
    private static List<Path> entries(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !name(file).startsWith(".")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Returns by how many letters two names differ, in any case (Levenshtein). */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(diagonal, row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
