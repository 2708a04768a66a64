package vn.hanoi.datahub.query.values;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.edge.table.SpreadsheetCell;
import vn.hanoi.datahub.query.form.CellText;
import vn.hanoi.datahub.query.view.Value;

/** Rows as CSV (RFC 4180). */
final class ValuesTable {

    private static final List<String> BEFORE_THE_PART = List.of("area", "areaName", "period", "start", "end");

    private static final List<String> AFTER_THE_PART = List.of(
            "value",
            "numerator",
            "denominator",
            "events",
            "coverage",
            "status",
            "target",
            "gap",
            "definitionVersion",
            "revision",
            "recordedAt",
            "areaSince");

    private ValuesTable() {}

    static String of(IndicatorDefinition definition, List<Value> values, List<Map<String, @Nullable Object>> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            List<String> header = new ArrayList<>(List.of("indicator", "unit"));
            header.addAll(BEFORE_THE_PART);
            header.addAll(List.of("dimension", "member"));
            header.addAll(AFTER_THE_PART);
            header.add("granularity");
            csv.writeRecord(header);
            for (int i = 0; i < rows.size(); i++) {
                Map<String, @Nullable Object> row = rows.get(i);
                List<String> record = new ArrayList<>(List.of(definition.id(), definition.unit()));
                BEFORE_THE_PART.forEach(column -> record.add(CellText.csv(row.get(column))));
                record.add(SpreadsheetCell.harmless(values.get(i).key().dimension()));
                record.add(SpreadsheetCell.harmless(values.get(i).key().member()));
                AFTER_THE_PART.forEach(column -> record.add(CellText.csv(row.get(column))));
                record.add(values.get(i).key().period().granularity().word());
                csv.writeRecord(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
