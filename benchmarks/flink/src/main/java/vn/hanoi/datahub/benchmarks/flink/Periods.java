package vn.hanoi.datahub.benchmarks.flink;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.data.StringData;

/** The day, month, quarter and year of a moment in Hà Nội, as the hub writes them; each day is worked out once. */
final class Periods {

    private static final long CITY_OFFSET_MILLIS = 7 * 3_600_000L;
    private static final long DAY_MILLIS = 86_400_000L;

    private final Map<Long, StringData[]> ofDay = new HashMap<>();

    /** Finest first: day, month, quarter, year. */
    StringData[] of(long moment) {
        return ofDay.computeIfAbsent(Math.floorDiv(moment + CITY_OFFSET_MILLIS, DAY_MILLIS), Periods::names);
    }

    private static StringData[] names(long epochDay) {
        LocalDate day = LocalDate.ofEpochDay(epochDay);
        String text = day.toString();
        String year = text.substring(0, 4);
        return new StringData[] {
            StringData.fromString(text),
            StringData.fromString(text.substring(0, 7)),
            StringData.fromString(year + "-Q" + day.get(IsoFields.QUARTER_OF_YEAR)),
            StringData.fromString(year)
        };
    }
}
