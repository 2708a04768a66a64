package vn.hanoi.datahub.query.values;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.query.form.CsvTable;
import vn.hanoi.datahub.query.form.ValueRow;

/** Writes values as CSV. */
final class ValuesTable {

    private static final List<String> HEADER = List.of(
            "indicator",
            "unit",
            "area",
            "areaName",
            "period",
            "start",
            "end",
            "dimension",
            "member",
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
            "areaSince",
            "granularity");

    private ValuesTable() {}

    /** @param isForPeople whether it begins with a byte order mark */
    static String of(IndicatorDefinition definition, List<ValuePages.Row> rows, boolean isForPeople) {
        return CsvTable.of(HEADER, rows.stream().map(row -> cells(definition, row)), isForPeople);
    }

    private static Stream<@Nullable Object> cells(IndicatorDefinition definition, ValuePages.Row written) {
        ValueRow row = written.value();
        return Stream.of(
                definition.id(),
                definition.unit(),
                row.area(),
                row.areaName(),
                row.period(),
                row.start(),
                row.end(),
                written.key().dimension(),
                written.key().member(),
                row.value(),
                row.numerator(),
                row.denominator(),
                row.events(),
                row.coverage(),
                row.status(),
                row.target(),
                row.gap(),
                row.definitionVersion(),
                row.revision(),
                row.recordedAt(),
                row.areaSince(),
                written.kind());
    }
}
