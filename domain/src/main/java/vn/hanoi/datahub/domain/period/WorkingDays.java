package vn.hanoi.datahub.domain.period;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.Set;
import vn.hanoi.datahub.domain.period.Regime.Deadline;

/**
 * The working days of State agencies: Monday to Friday, except public holidays and the days off in their place, and
 * including Saturdays worked in exchange (Labour Code 45/2019/QH14, Articles 111 and 112, and the yearly decisions).
 *
 * @param off days off that would otherwise be working days
 * @param worked weekend days that are working days
 */
public record WorkingDays(Set<LocalDate> off, Set<LocalDate> worked) {

    /** No run of days off is longer. A calendar in which one is would never reach the next working day. */
    private static final int LONGEST_BREAK = 60;

    public WorkingDays {
        off = Set.copyOf(off);
        worked = Set.copyOf(worked);
    }

    /** Returns the first day of the oldest year with days off. */
    public LocalDate knownFrom() {
        return off.stream()
                .min(Comparator.naturalOrder())
                .orElse(LocalDate.EPOCH)
                .withDayOfYear(1);
    }

    /** Returns the last day of the newest year with days off: of later years, only weekends are known. */
    public LocalDate knownUntil() {
        return LocalDate.of(
                off.stream().mapToInt(LocalDate::getYear).max().orElse(LocalDate.EPOCH.getYear() - 1), 12, 31);
    }

    public boolean isWorkingDay(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return weekend ? worked.contains(day) : !off.contains(day);
    }

    /**
     * Returns the given number of working days after a day; the day itself where the number is 0.
     *
     * @throws IllegalStateException if the calendar has no working day for two months
     */
    public LocalDate after(LocalDate day, int workingDays) {
        LocalDate found = day;
        for (int i = 0; i < workingDays; i++) {
            LocalDate before = found;
            do {
                found = found.plusDays(1);
                if (found.isAfter(before.plusDays(LONGEST_BREAK))) {
                    throw new IllegalStateException("there is no working day in the two months after " + before);
                }
            } while (!isWorkingDay(found));
        }
        return found;
    }

    /** Returns the moment at which a report about a period is due. */
    public Instant due(ReportingPeriod period, Deadline deadline) {
        LocalDateTime due = after(period.to().minusDays(1), deadline.workingDays())
                .atStartOfDay()
                .plusHours(deadline.hour());
        return due.atZone(CityTime.ZONE).toInstant();
    }
}
