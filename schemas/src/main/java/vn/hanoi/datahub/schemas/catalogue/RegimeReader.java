package vn.hanoi.datahub.schemas.catalogue;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.domain.period.Regime;
import vn.hanoi.datahub.domain.period.ReportSchedule;
import vn.hanoi.datahub.domain.period.ReportingPeriod.Kind;
import vn.hanoi.datahub.domain.period.WorkingDays;

/** Reads the reporting regimes and the working days. */
final class RegimeReader {

    /** Every month has this day. */
    private static final int LAST_COMMON_DAY = 28;

    private static final int HOURS_OF_A_DAY = 24;
    private static final int MOST_WORKING_DAYS = 60;

    /** No holiday is longer; a longer range is a slip in a year. */
    private static final int LONGEST_BREAK = 30;

    private RegimeReader() {}

    static Regime regime(Yaml yaml) {
        yaml.only("id", "name", "basis", "lastDay", "periods", "deadline");
        Yaml id = yaml.get("id");
        if (!id.text().matches("[a-z0-9][a-z0-9-]*")) {
            throw id.error("an id consists of small letters, digits and hyphens, such as nd-09-2019");
        }
        return new Regime(
                id.text(),
                IndicatorReader.text(yaml.get("name")),
                IndicatorReader.text(yaml.get("basis")),
                lastDay(yaml.get("lastDay")),
                IndicatorReader.words(
                        yaml.get("periods"),
                        word -> Worded.find(Kind.class, word).filter(kind -> kind != Kind.RANGE),
                        "week, month, quarter, half-year, nine-months, year, year-to-date"),
                yaml.find("deadline").map(RegimeReader::deadline).orElse(null));
    }

    /** Reads {@code {regime: nd-09-2019, period: month}}: once for which periods the feeds of a type report. */
    static ReportSchedule schedule(Yaml yaml, Map<String, Regime> regimes) {
        yaml.only("regime", "period");
        Yaml id = yaml.get("regime");
        Regime regime = regimes.get(id.text());
        if (regime == null || regime.deadline() == null) {
            throw id.error("'" + id.text() + "' is no regime with a deadline");
        }
        Yaml period = yaml.get("period");
        return Worded.find(Kind.class, period.text())
                .filter(kind -> ReportSchedule.hasSeries(regime, kind))
                .map(kind -> new ReportSchedule(regime, kind))
                .orElseThrow(() -> period.error(
                        "'" + period.text() + "' is no series of periods of the regime '" + regime.id() + "'"));
    }

    private static @Nullable Integer lastDay(Yaml yaml) {
        if (yaml.text().equals("last")) {
            return null;
        }
        int day = yaml.integer();
        if (day < 1 || day > LAST_COMMON_DAY) {
            throw yaml.error("lastDay is 1 to " + LAST_COMMON_DAY + ", or last");
        }
        return day;
    }

    private static Regime.Deadline deadline(Yaml yaml) {
        yaml.only("workingDays", "hour");
        int days = yaml.get("workingDays").integer();
        int hour = yaml.get("hour").integer();
        if (days < 0 || days > MOST_WORKING_DAYS || hour < 1 || hour > HOURS_OF_A_DAY) {
            throw yaml.error("a deadline has 0 to " + MOST_WORKING_DAYS + " workingDays and an hour of 1 to 24");
        }
        return new Regime.Deadline(days, hour);
    }

    static WorkingDays workingDays(Yaml yaml) {
        yaml.only("off", "worked");
        Set<LocalDate> off = days(yaml.get("off"), Set.of());
        return new WorkingDays(off, days(yaml.get("worked"), off));
    }

    /**
     * Reads days, each alone or as a range {@code 2026-02-16..2026-02-20}.
     *
     * @param others days that are in another list, and so cannot be in this one
     */
    private static Set<LocalDate> days(Yaml list, Set<LocalDate> others) {
        Set<LocalDate> days = new HashSet<>();
        for (Yaml item : list.list()) {
            String[] ends = item.text().split("\\.\\.", -1);
            Optional<LocalDate> first = day(ends[0]);
            Optional<LocalDate> last = day(ends[ends.length - 1]);
            if (ends.length > 2
                    || first.isEmpty()
                    || last.isEmpty()
                    || last.get().isBefore(first.get())
                    || last.get().isAfter(first.get().plusDays(LONGEST_BREAK))) {
                throw item.error("'" + item.text() + "' is not a day such as 2026-01-01 or a range of at most "
                        + LONGEST_BREAK + " days such as 2026-02-16..2026-02-20");
            }
            first.get().datesUntil(last.get().plusDays(1)).forEach(day -> {
                if (others.contains(day) || !days.add(day)) {
                    throw item.error(
                            day + (others.contains(day) ? " is both off and worked" : " is in the list twice"));
                }
            });
        }
        return days;
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(Limits.date(text));
        } catch (IllegalArgumentException notADay) {
            return Optional.empty();
        }
    }
}
