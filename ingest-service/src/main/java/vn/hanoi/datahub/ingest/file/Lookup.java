package vn.hanoi.datahub.ingest.file;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.schemas.catalogue.Yaml;

/**
 * A second table, kept in memory by its key. It is read like a file, with its own separator and its own number format.
 *
 * @param column the file's column that contains the key
 */
record Lookup(String column, Map<String, Row> rows, Set<String> header, Conventions conventions) {

    static Lookup read(Yaml yaml) {
        yaml.only("csv", "key", "column");
        String csv = yaml.get("csv").text();
        String key = yaml.get("key").text();
        try (Table table = Table.of(CsvSheet.of(csv), List.of());
                Table again = Table.of(CsvSheet.of(csv), List.of())) {
            if (!table.header().contains(key)) {
                throw yaml.error("the second table has no column '" + key + "'; its columns are "
                        + String.join(", ", table.header()));
            }
            Map<String, Row> rows = new HashMap<>();
            for (Row row = table.next(); row != null; row = table.next()) {
                put(rows, row, key, yaml);
            }
            Conventions conventions = Conventions.of(again, Conventions.Asked.ofAll(again.header()), row -> row)
                    .conventions();
            return new Lookup(yaml.get("column").text(), rows, Set.copyOf(table.header()), conventions);
        } catch (UnreadableFileException e) {
            throw yaml.error("the second table cannot be read at line " + e.line() + ": " + e.detail());
        } catch (IOException e) {
            throw yaml.error("the second table cannot be read");
        }
    }

    private static void put(Map<String, Row> rows, Row row, String key, Yaml yaml) {
        Detail problem = row.problem();
        if (problem != null) {
            throw yaml.error("the second table's line " + row.line() + ": " + problem);
        } else if (row.cell(key).isEmpty()) {
            throw yaml.error("the second table's line " + row.line() + " has no key");
        } else if (rows.put(row.text(key), row) != null) {
            throw yaml.error("the second table has the key '" + row.text(key) + "' twice");
        }
    }

    /** Returns a cell of the row whose key the file's row has. */
    Cell find(Row row, String name) {
        Cell joined = row.cell(column);
        String key = joined.shown() == null ? joined.text() : joined.shown();
        Row found = rows.get(key);
        return found != null ? found.cell(name) : key.isEmpty() ? Cell.EMPTY : new Cell(key, Cell.Kind.NO_ROW, null);
    }
}
