package vn.hanoi.datahub.query.form;

import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.problem.BadRequestException;

/**
 * The parameters of a query for values, as received.
 *
 * @param area code of the area; the city if neither area nor level is given
 * @param level {@code city}, {@code district} or {@code commune}: all areas of that level, within {@code area} if one
 *     is given
 * @param period {@code hour}, {@code day}, {@code month}, {@code quarter} or {@code year}; a kind of a regime's
 *     periods: {@code week}, {@code half-year}, {@code nine-months}, {@code year-to-date}; or {@code range} for one
 *     value from {@code from} to {@code to}
 * @param from date, period or timestamp, inclusive
 * @param to date, period or timestamp, exclusive
 * @param by {@code agency} or a dimension of the indicator
 * @param asOf timestamp, period or date (its first moment): the values as published then, however long ago; accurate to
 *     the minute where a value was published more than three times within it
 * @param boundaries {@code reported} for the areas as they were, {@code current} for values re-based to today's areas
 * @param definitionVersion version of the definition whose values are returned; the one in force if absent
 * @param offset how many values to skip; {@code next} on the previous page contains it
 * @param regime the reporting regime whose periods are meant; the calendar if absent
 */
public record ValuesRequest(
        @Nullable String area,
        @Nullable String level,
        @Nullable String period,
        @Nullable String from,
        @Nullable String to,
        @Nullable String by,
        @Nullable String asOf,
        @Nullable String boundaries,
        @Nullable Integer definitionVersion,
        @Nullable Integer offset,
        @Nullable String regime) {

    boolean inCurrentBoundaries() {
        return "current".equals(boundaries);
    }

    public int first() {
        return offset == null ? 0 : offset;
    }

    /** Rejects parameters that have no answer, rather than answering something else. */
    public ValuesRequest checked() {
        if (boundaries != null && !boundaries.equals("reported") && !boundaries.equals("current")) {
            throw new BadRequestException("boundaries is 'reported' or 'current', not '" + boundaries + "'");
        }
        if (first() < 0) {
            throw new BadRequestException("offset is 0 or more");
        }
        if (first() > ValuesQuery.MOST) {
            throw new BadRequestException("offset is at most " + ValuesQuery.MOST
                    + ": name an area or level, or a shorter time by from and to; whole indicators are open data");
        }
        if (asOf != null && definitionVersion != null) {
            throw new BadRequestException("asOf says which version spoke then; leave definitionVersion out");
        }
        return this;
    }
}
