package vn.hanoi.datahub.worldtests.scenario;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.period.Period;

/**
 * Administrative units by the names on their doors: {@code Hà Nội}, {@code Quận Ba Đình}, {@code Phường Trúc Bạch}. A
 * code is never meant without a day, because it may have belonged to another unit before; a name that several units
 * bore is read with the day, too.
 */
final class Units {

    /** Instead of a name, where the very code is what a scenario is about. */
    private static final String BY_CODE = "area ";

    private final AreaRegister areas;

    Units(AreaRegister areas) {
        this.areas = areas;
    }

    static String name(Area area) {
        return area.level() == AreaLevel.CITY ? area.name() : area.fullName();
    }

    /** The code that a line of an event means. */
    String codeOn(Line line, String name, LocalDate day) {
        return name.startsWith(BY_CODE)
                ? name.substring(BY_CODE.length())
                : one(line, name, area -> area.isInForce(day), "on " + day).code();
    }

    /** The unit whose value a line means: the only one of the name, or that which was in force within the period. */
    Area in(Line line, String name, Period period) {
        List<Area> named = named(line, name);
        LocalDate first = period.start().toLocalDate();
        LocalDate last = period.end().minusNanos(1).toLocalDate();
        return named.size() == 1
                ? named.get(0)
                : one(
                        line,
                        name,
                        area -> !area.validFrom().isAfter(last)
                                && (area.validTo() == null || !area.validTo().isBefore(first)),
                        "in " + period.text());
    }

    private List<Area> named(Line line, String name) {
        List<Area> named =
                areas.all().stream().filter(area -> name(area).equals(name)).toList();
        if (named.isEmpty()) {
            throw line.notUnderstood("no unit is called '" + name + "'");
        }
        return named;
    }

    private Area one(Line line, String name, Predicate<Area> isMeant, String when) {
        List<Area> meant = named(line, name).stream().filter(isMeant).toList();
        if (meant.size() != 1) {
            throw line.notUnderstood((meant.isEmpty() ? "no unit" : meant.size() + " units") + " called '" + name
                    + "' in force " + when + ", of "
                    + named(line, name).stream().map(Area::id).toList());
        }
        return meant.get(0);
    }
}
