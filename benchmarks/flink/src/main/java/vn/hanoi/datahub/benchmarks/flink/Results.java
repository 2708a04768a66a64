package vn.hanoi.datahub.benchmarks.flink;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.FunctionHint;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.TableFunction;

/** Where a resolved dossier counts in {@code da.tthc_results_digitised} in its own month; {@link Onward} carries the month on. */
@FunctionHint(
        output =
                @DataTypeHint(
                        value = "ROW<`area` STRING, `month` STRING, `dimension` STRING, `member` STRING>",
                        bridgedTo = RowData.class))
public final class Results extends TableFunction<RowData> {

    private static final long serialVersionUID = 1L;
    private static final StringData NONE = StringData.fromString("");
    private static final StringData AGENCY = StringData.fromString("agency");
    private static final StringData CITY = StringData.fromString("01");

    public void eval(String agency, String area, String status, Long resolvedAt) {
        if (resolvedAt == null || !status.equals("RESOLVED")) {
            return;
        }
        StringData month = StringData.fromString(Months.of(resolvedAt).toString());
        StringData sender = StringData.fromString(agency);
        List<RowData> rows = new ArrayList<>();
        for (StringData place : new StringData[] {StringData.fromString(area), CITY}) {
            rows.add(GenericRowData.of(place, month, NONE, NONE));
            rows.add(GenericRowData.of(place, month, AGENCY, sender));
        }
        rows.forEach(this::collect);
        Cells.CHANGES.add(rows.size());
    }
}
