package vn.hanoi.datahub.ingest.file;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.ingest.admission.Rfc3339;
import vn.hanoi.datahub.schemas.catalogue.Yaml;

/**
 * Specifies where the time of an event comes from. The event time of an observation is the end of its interval.
 *
 * @param hour the column with the hour; null if one column contains both
 * @param minutes from the time in the text to the event time: the interval's length if the text gives its start,
 *     otherwise 0
 */
record TimeRule(FieldRule rule, @Nullable String hour, ZoneId zone, int minutes) {

    static final TimeRule COLUMN_TIME = new TimeRule(FieldRule.column("time"), null, CityTime.ZONE, 0);

    private static final Set<String> OF_THE_CITY = Set.of("Asia/Ho_Chi_Minh", "Asia/Saigon");

    /** Times without a date, which spreadsheets store with the first day of their date system. */
    private static final Pattern TIME_ALONE = Pattern.compile("(1899-12-3[01]|1904-01-01)T");

    private static final int A_DAY = 1_440;

    static TimeRule read(Yaml yaml) {
        yaml.only("column", "hour", "zone", "dates", "label", "minutes");
        boolean isStart = yaml.find("label").map(TimeRule::isStart).orElse(false);
        if (isStart != yaml.find("minutes").isPresent()) {
            throw yaml.error("label: start and minutes (the length of the interval) belong together");
        }
        int minutes = yaml.find("minutes").map(Yaml::integer).orElse(0);
        if (isStart && (minutes < 1 || minutes > A_DAY)) {
            throw yaml.error("minutes must be from 1 to " + A_DAY);
        }
        return new TimeRule(
                FieldRule.column(yaml.get("column").text())
                        .read(null, yaml.find("dates").map(FieldRule::dates).orElse(null)),
                yaml.find("hour").map(Yaml::text).orElse(null),
                yaml.find("zone").map(TimeRule::zone).orElse(CityTime.ZONE),
                minutes);
    }

    private static boolean isStart(Yaml yaml) {
        return switch (yaml.text()) {
            case "start" -> true;
            case "end" -> false;
            default -> throw yaml.error("label must be start or end: which end of its interval a time gives");
        };
    }

    private static ZoneId zone(Yaml yaml) {
        String name = yaml.text();
        if (OF_THE_CITY.contains(name)) {
            return CityTime.ZONE;
        } else if (name.startsWith("Etc/GMT+")) {
            throw yaml.error(
                    name + " is behind UTC, because POSIX inverts the sign; write '+07:00' for the city's local time");
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw yaml.error("there is no time zone '" + name + "'");
        }
    }

    String column() {
        return rule.column();
    }

    List<String> columns() {
        return hour == null ? List.of(column()) : List.of(column(), hour);
    }

    /** Returns a row's event time in RFC 3339, or the text unchanged if it is not a time. */
    String read(Row row, Cells cells) {
        Cell cell = row.cell(column());
        if (!cells.isTime(cell, "/time", rule)
                || (hour != null && !cells.isTime(row.cell(hour), "/time", FieldRule.column(hour)))) {
            return "";
        }
        Times times = cells.times(rule);
        Optional<OffsetDateTime> moment =
                hour == null ? times.timestamp(cell.text()) : times.timestamp(cell.text(), clock(row.text(hour)));
        String whole = hour == null ? cell.text() : (cell.text() + " " + row.text(hour)).strip();
        if (moment.isEmpty() && !whole.isEmpty() && !Rfc3339.namesNoDay(whole)) {
            cells.problem("/time", Hint.ofTime(whole).orElse("cell.time"), column(), whole);
        }
        return moment.map(start -> start.plusMinutes(minutes).toString())
                .orElseGet(() -> WellFormed.bounded(whole, WellFormed.LONGEST_ATTRIBUTE));
    }

    /** Returns the hour in a cell; for a time without a date in a spreadsheet, its time of day. */
    private static String clock(String text) {
        return TIME_ALONE.matcher(text).replaceFirst("");
    }
}
