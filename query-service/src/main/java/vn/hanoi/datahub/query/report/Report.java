package vn.hanoi.datahub.query.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report as it is handed out, in Vietnamese: what it is of, and its tables.
 *
 * @param title whose scorecard
 * @param facts what a reader has to know of it, a line each: period, moment
 */
record Report(String title, List<String> facts, List<Table> tables) {

    /**
     * One table.
     *
     * @param rows cells are texts, numbers or null for what is not known; as many as columns
     */
    record Table(String title, List<String> columns, List<List<@Nullable Object>> rows) {}
}
