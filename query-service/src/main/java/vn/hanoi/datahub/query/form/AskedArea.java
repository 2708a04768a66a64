package vn.hanoi.datahub.query.form;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * An area as named in a request: {@code 00166} for all units that ever had the code, {@code 00166@2008-08-01} for the
 * one that began on that day.
 *
 * @param since first day of the unit; null for all units with the code
 */
public record AskedArea(String code, @Nullable LocalDate since) {

    /** @throws BadRequestException if no unit ever had the code, or none began on that day */
    public static AskedArea of(Catalogue catalogue, String text) {
        int at = text.indexOf('@');
        String code = at < 0 ? text : text.substring(0, at);
        List<LocalDate> starts = catalogue.areas().all().stream()
                .filter(unit -> unit.code().equals(code))
                .map(Area::validFrom)
                .sorted()
                .toList();
        if (starts.isEmpty()) {
            throw new BadRequestException("there is no area '" + code + "'; /v1/areas lists them");
        }
        if (at < 0) {
            return new AskedArea(code, null);
        }
        try {
            LocalDate since = LocalDate.parse(text.substring(at + 1));
            if (starts.contains(since)) {
                return new AskedArea(code, since);
            }
        } catch (DateTimeParseException e) {
            // reported below
        }
        throw new BadRequestException("no unit with the code " + code + " began on '" + text.substring(at + 1)
                + "'; they began on " + starts);
    }

    public boolean matches(AreaId unit) {
        return code.equals(unit.code()) && (since == null || since.equals(unit.since()));
    }

    /** Returns the unit; of several with the same code the newest. */
    public Area unit(Catalogue catalogue) {
        return since == null
                ? catalogue.areas().findLatest(code).orElseThrow()
                : catalogue.areas().find(new AreaId(code, since)).orElseThrow();
    }

    /**
     * Returns the unit that has the code on a day, or that had it last before; the newest where the code came later.
     * This is what a code alone stands for wherever one unit is asked for.
     */
    public Area unit(Catalogue catalogue, LocalDate day) {
        return since != null
                ? unit(catalogue)
                : catalogue.areas().findUpTo(code, day).orElseThrow();
    }

    /** Returns the unit of a period: that of its last day. */
    public Area unit(Catalogue catalogue, Period period) {
        return unit(catalogue, period.end().minusNanos(1).toLocalDate());
    }

    /** Returns the unit that an agency reports for on a day; null for the whole city. */
    public static @Nullable Area unitOf(Agency agency, Catalogue catalogue, LocalDate day) {
        String area = agency.area();
        return area == null ? null : new AskedArea(area, null).unit(catalogue, day);
    }

    @Override
    public String toString() {
        return since == null ? code : code + "@" + since;
    }
}
