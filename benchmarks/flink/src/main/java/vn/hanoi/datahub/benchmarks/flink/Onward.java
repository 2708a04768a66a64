package vn.hanoi.datahub.benchmarks.flink;

import java.time.YearMonth;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.FunctionHint;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.TableFunction;

/** Carries a month's sum on to every period that ends with it or later, up to now: what has been done since the beginning. */
@FunctionHint(output = @DataTypeHint(value = "ROW<`period` STRING>", bridgedTo = RowData.class))
public final class Onward extends TableFunction<RowData> {

    private static final long serialVersionUID = 1L;
    private static final int MONTHS_OF_A_YEAR = 12;

    public void eval(String month) {
        YearMonth yearsEnd = Months.now().withMonth(MONTHS_OF_A_YEAR);
        Months.endingIn(YearMonth.parse(month), yearsEnd).forEach(period -> collect(GenericRowData.of(period)));
    }
}
