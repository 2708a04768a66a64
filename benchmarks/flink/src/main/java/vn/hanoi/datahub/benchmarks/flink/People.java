package vn.hanoi.datahub.benchmarks.flink;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.FunctionHint;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.TableFunction;

/** Spreads an online applicant over the cells in which distinct people are counted: those of {@code dg.users_unified_identity}, and the twelve-month windows of {@code ds.adults_using_online_services}. */
@FunctionHint(
        output =
                @DataTypeHint(
                        value =
                                "ROW<`indicator` STRING, `area` STRING, `period` STRING, `dimension` STRING, `member` STRING, `met` BOOLEAN>",
                        bridgedTo = RowData.class))
public final class People extends TableFunction<RowData> {

    private static final long serialVersionUID = 1L;
    private static final int WINDOW_MONTHS = 12;
    private static final StringData NONE = StringData.fromString("");
    private static final StringData KIND = StringData.fromString("applicantKind");
    private static final StringData CITY = StringData.fromString("01");
    private static final StringData USERS = StringData.fromString("dg.users_unified_identity");
    private static final StringData ADULTS = StringData.fromString("ds.adults_using_online_services");

    private transient Periods periods;
    private transient Map<YearMonth, List<StringData>> windows;

    @Override
    public void open(FunctionContext context) {
        periods = new Periods();
        windows = new HashMap<>();
    }

    public void eval(
            String area, String channel, long receivedAt, String authentication, String applicant, String kind) {
        if (applicant == null || !channel.startsWith("ONLINE_")) {
            return;
        }
        boolean known = authentication.equals("VNEID");
        boolean person = kind.equals("PERSON");
        StringData ofKind = StringData.fromString(kind);
        StringData[] days = periods.of(receivedAt);
        List<StringData> later = person ? windows.computeIfAbsent(Months.of(receivedAt), People::windows) : List.of();
        for (StringData place : new StringData[] {StringData.fromString(area), CITY}) {
            for (int i = 1; i < days.length; i++) {
                collect(GenericRowData.of(USERS, place, days[i], NONE, NONE, known));
                collect(GenericRowData.of(USERS, place, days[i], KIND, ofKind, known));
            }
            for (StringData period : later) {
                collect(GenericRowData.of(ADULTS, place, period, NONE, NONE, true));
            }
        }
        Cells.CHANGES.add(2L * (2 * (days.length - 1) + later.size()));
    }

    private static List<StringData> windows(YearMonth month) {
        return Months.endingIn(month, month.plusMonths(WINDOW_MONTHS - 1));
    }
}
