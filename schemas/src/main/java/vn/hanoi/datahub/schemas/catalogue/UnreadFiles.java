package vn.hanoi.datahub.schemas.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import vn.hanoi.datahub.schemas.text.Nearest;

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

    private UnreadFiles() {}

    static void refuse(Path folder) {
        for (Path entry : entries(folder)) {
            String name = name(entry);
            if (!Files.isDirectory(entry)) {
                check(name);
            } else if (FOLDERS.contains(name)) {
                entries(entry).forEach(file -> check(name + "/" + name(file)));
            } else {
                throw unread(
                        name + "/", FOLDERS.stream().map(known -> known + "/").toList());
            }
        }
    }

    private static void check(String path) {
        boolean ofMany = path.startsWith("indicators/") || path.startsWith("plans/");
        boolean isRead = FILES.contains(path) || (ofMany && path.endsWith(YAML));
        if (!isRead && !FOR_EDITORS.contains(path) && !path.matches("(.*/)?README[^/]*")) {
            String stem = path.replaceFirst("\\.[^./]*$", "");
            throw unread(path, ofMany ? List.of(stem + YAML) : FILES);
        }
    }

    private static CatalogueException unread(String path, List<String> known) {
        return new CatalogueException(path + ": nothing reads this file" + Nearest.advice(path, known) + "; known are "
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
}
