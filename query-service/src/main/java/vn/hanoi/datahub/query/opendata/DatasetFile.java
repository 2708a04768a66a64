package vn.hanoi.datahub.query.opendata;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.edge.table.CsvText;
import vn.hanoi.datahub.query.form.CellText;

/** Writes a dataset as a file, row by row. */
final class DatasetFile {

    /** How many rows of a workbook are kept in memory. */
    private static final int ROWS_AT_ONCE = 1_000;

    private final JsonMapper json;
    private final DcatCatalogue.Publisher publisher;

    public DatasetFile(JsonMapper json, DcatCatalogue.Publisher publisher) {
        this.json = json;
        this.publisher = publisher;
    }

    /**
     * Writes rows.
     *
     * @param mark whether a CSV begins with a byte order mark, so that spreadsheet programs recognise UTF-8
     */
    public void write(
            Dataset dataset, Stream<List<@Nullable Object>> rows, Format format, boolean mark, OutputStream out)
            throws IOException {
        switch (format) {
            case CSV -> csv(dataset, rows, mark, out);
            case JSON -> json(dataset, rows, out);
            case XLSX -> xlsx(dataset, rows, out);
            case PARQUET -> {
                Path file = Parquet.write(dataset.columns(), rows);
                try {
                    Files.copy(file, out);
                } finally {
                    Files.delete(file);
                    Files.delete(file.getParent());
                }
            }
        }
    }

    private static List<String> names(Dataset dataset) {
        return dataset.columns().stream().map(Column::name).toList();
    }

    private static void csv(Dataset dataset, Stream<List<@Nullable Object>> rows, boolean mark, OutputStream out)
            throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CsvWriter csv = CsvText.writer(text, ',', mark);
        csv.writeRecord(names(dataset));
        rows.forEach(row -> csv.writeRecord(row.stream().map(CellText::csv).toList()));
        csv.flush();
        text.flush();
    }

    private void json(Dataset dataset, Stream<List<@Nullable Object>> rows, OutputStream out) {
        List<String> names = names(dataset);
        try (JsonGenerator generator = json.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeStringProperty("dataset", dataset.id());
            generator.writeStringProperty("title", dataset.title().vi());
            generator.writeStringProperty("titleEn", dataset.title().en());
            generator.writeStringProperty("description", dataset.description().vi());
            generator.writeStringProperty("descriptionEn", dataset.description().en());
            generator.writeStringProperty("licence", publisher.licence());
            generator.writeStringProperty("publisher", publisher.name());
            generator.writeArrayPropertyStart("rows");
            for (Iterator<List<@Nullable Object>> row = rows.iterator(); row.hasNext(); ) {
                List<@Nullable Object> cells = row.next();
                Map<String, @Nullable Object> named = new LinkedHashMap<>();
                for (int i = 0; i < names.size(); i++) {
                    Object cell = cells.get(i);
                    named.put(names.get(i), isPlain(cell) ? cell : CellText.of(cell));
                }
                generator.writePOJO(named);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
    }

    private static boolean isPlain(@Nullable Object cell) {
        return cell == null || cell instanceof Number || cell instanceof Boolean;
    }

    private static void xlsx(Dataset dataset, Stream<List<@Nullable Object>> rows, OutputStream out)
            throws IOException {
        try (Workbook workbook = new Workbook(out, "Hanoi City Data Hub", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("data");
            List<String> names = names(dataset);
            for (int column = 0; column < names.size(); column++) {
                sheet.value(0, column, names.get(column));
            }
            int number = 0;
            for (Iterator<List<@Nullable Object>> row = rows.iterator(); row.hasNext(); ) {
                number++;
                List<@Nullable Object> cells = row.next();
                for (int column = 0; column < cells.size(); column++) {
                    write(sheet, number, column, cells.get(column));
                }
                if (number % ROWS_AT_ONCE == 0) {
                    sheet.flush();
                }
            }
        }
    }

    private static void write(Worksheet sheet, int row, int column, @Nullable Object cell) {
        if (cell instanceof Number number) {
            sheet.value(row, column, number);
        } else if (cell instanceof Boolean bool) {
            sheet.value(row, column, bool);
        } else if (cell != null) {
            sheet.value(row, column, CellText.of(cell));
        }
    }
}
