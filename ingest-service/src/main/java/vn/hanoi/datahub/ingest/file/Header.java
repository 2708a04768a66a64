package vn.hanoi.datahub.ingest.file;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.schemas.text.Nearest;

/** The names of a file's columns, compared with those that its event type or its mapping expects. */
record Header(List<String> columns, String type) {

    /** Refuses a file that begins with a title: one cell, where several columns are needed. */
    void checkTitle(Collection<String> needed) {
        List<String> named = columns.stream().filter(each -> !each.isEmpty()).toList();
        if (named.size() == 1 && needed.stream().distinct().count() > 1 && !needed.contains(named.get(0))) {
            throw error(Detail.of("file.title", named.get(0)));
        }
    }

    /** Refuses a column that is not known. */
    void checkKnown(Collection<String> known) {
        for (String column : columns) {
            if (!column.isEmpty() && !known.contains(column)) {
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
                throw error(
                        byName
                                ? Detail.of("file.missing-column", column, type)
                                : meant.isPresent()
                                        ? Detail.of("file.mapped-column-near", column, meant.get())
                                        : Detail.of("file.mapped-column", column, String.join(", ", columns)));
            }
        }
    }

    /** Returns the name that was probably meant: up to a third of its letters may differ. */
    private static Optional<String> meant(String column, Collection<String> names) {
        return Nearest.to(column, names, Math.max(1, column.length() / 3));
    }

    private static UnreadableFileException error(Detail why) {
        return new UnreadableFileException(1, why);
    }
}
