package vn.hanoi.datahub.benchmarks.flink;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.StringData;

/** Months of Hà Nội, and which months, quarters and years end with one of a row of months. */
final class Months {

    private static final ZoneId CITY = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final int MONTHS_OF_A_QUARTER = 3;

    private Months() {}

    static YearMonth of(long moment) {
        return YearMonth.from(Instant.ofEpochMilli(moment).atZone(CITY));
    }

    static YearMonth now() {
        return YearMonth.now(CITY);
    }

    /**
     * The periods whose last month is one of these and that have begun.
     *
     * @param first the first month
     * @param last the last month
     */
    static List<StringData> endingIn(YearMonth first, YearMonth last) {
        YearMonth now = now();
        List<StringData> periods = new ArrayList<>();
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            int quarter = (month.getMonthValue() + 2) / MONTHS_OF_A_QUARTER;
            if (!month.isAfter(now)) {
                periods.add(StringData.fromString(month.toString()));
            }
            if (month.getMonthValue() % MONTHS_OF_A_QUARTER == 0
                    && !month.minusMonths(MONTHS_OF_A_QUARTER - 1).isAfter(now)) {
                periods.add(StringData.fromString(month.getYear() + "-Q" + quarter));
            }
            if (month.getMonthValue() == 12 && month.getYear() <= now.getYear()) {
                periods.add(StringData.fromString(Integer.toString(month.getYear())));
            }
        }
        return periods;
    }
}
