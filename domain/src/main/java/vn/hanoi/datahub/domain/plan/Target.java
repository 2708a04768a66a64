package vn.hanoi.datahub.domain.plan;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.period.ReportingPeriod;

/**
 * A target that a legal act sets.
 *
 * @param act the act that sets it: the plan's own, or one that amends it
 * @param by the year, half-year or quarter in which it is to be reached
 */
public record Target(LegalAct act, Scope scope, ReportingPeriod by, Goal goal) {

    /**
     * Whom a target binds.
     *
     * @param level level of the areas
     * @param area the one area it binds; null for all of that level
     * @param agency code of the one agency it binds; null for the area as a whole
     */
    public record Scope(
            AreaLevel level,
            @Nullable AreaId area,
            @Nullable String agency) {

        /** Returns the code of the one area it binds; null for all of its level. */
        public @Nullable String areaCode() {
            return area == null ? null : area.code();
        }

        /** @param of the agency that a value is of; null for the area as a whole */
        boolean binds(Area unit, @Nullable String of) {
            return level == unit.level()
                    && (area == null || area.equals(unit.id()))
                    && (agency == null || agency.equals(of));
        }
    }

    boolean isInForce(LocalDate day) {
        return act.isInForce(day);
    }
}
