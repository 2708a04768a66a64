package vn.hanoi.datahub.query.form;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.plan.Goal;

/**
 * A value as returned to readers. The fields are in the order of the contract.
 *
 * @param area code of the area
 * @param areaSince first day of the unit that had this code
 * @param areaName name of the area; null if the register has no such unit
 * @param period {@code 2025}, {@code 2025-Q3}, {@code 2025-07}, {@code 2025-07-01} or {@code 2025-07-01T09}; a
 *     reporting period as {@code 2026-03@nd-09-2019}, {@code 2026-H1}, {@code 2026-9M}, {@code 2026-W07} or
 *     {@code 2026-YTD-05-31} (up to that day); a range as {@code 2026-01-05/2026-02-01}, without its end
 * @param start start of the period, inclusive, in Asia/Ho_Chi_Minh
 * @param end end of the period, exclusive
 * @param by dimension and member; absent for the total
 * @param value value in the indicator's unit; null if nothing was reported, or the denominator is 0
 * @param events number of events that count towards the value
 * @param coverage units that reported, divided by the units expected, 0 to 1
 * @param status how settled the value is
 * @param gap value minus target, or minus the nearest end of a range and 0 within it
 * @param attainment value divided by target, or target divided by value where lower is better; 1 within a range
 * @param targetPlan id of the plan that sets the target; null if none does
 * @param definitionVersion version of the definition by which the value was counted
 * @param revision how many times this value has been published
 * @param recordedAt when this revision was published
 * @param category air quality category; absent for all other indicators
 * @param alarm alarm state of a river gauge with alarm levels; absent for all other values
 * @param goal what the value is compared with, also one without a comparable number; printed in tables, not in JSON
 */
public record ValueRow(
        String area,
        LocalDate areaSince,
        @Nullable String areaName,
        String period,
        OffsetDateTime start,
        OffsetDateTime end,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, String> by,
        @Nullable Double value,
        @Nullable BigDecimal numerator,
        @Nullable BigDecimal denominator,
        long events,
        @Nullable Double coverage,
        String status,
        @Nullable Double target,
        @Nullable Double gap,
        @Nullable Double attainment,
        @Nullable Boolean met,
        @Nullable String targetPlan,
        int definitionVersion,
        long revision,
        Instant recordedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AirCategory category,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AlarmState alarm,
        @JsonIgnore @Nullable Goal goal) {

    /**
     * The category of the Vietnamese air quality index (VN_AQI, Decision 1459/QĐ-TCMT).
     *
     * @param colour colour given in the decision, {@code #rrggbb}
     */
    public record AirCategory(String vi, String en, String colour) {}

    /**
     * The alarm level that a river gauge has reached.
     *
     * @param level 0 for none, otherwise 1 to 3
     * @param name {@code BĐ1} to {@code BĐ3}; empty for none
     * @param levels the thresholds, lowest first, in the indicator's unit
     */
    public record AlarmState(int level, String name, String station, List<Double> levels) {}
}
