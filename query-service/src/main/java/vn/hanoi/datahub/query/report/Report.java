package vn.hanoi.datahub.query.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a report, in Vietnamese.
 *
 * @param title title, with the name of the area or agency
 * @param facts notes for the reader, one line each: period, moment
 */
record Report(String title, List<String> facts, List<Table> tables) {

    /**
     * A table.
     *
     * @param rows cells are texts, numbers, or null if unknown; one for each column
     */
    record Table(String title, List<String> columns, List<List<@Nullable Object>> rows) {}
}
