package vn.hanoi.datahub.query.form;

import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.problem.BadRequestException;

/**
 * The parameters of a question for values, as they came in.
 *
 * @param area code; the city where neither area nor level is named
 * @param level {@code city}, {@code district} or {@code commune}: all areas of that level, within {@code area} where
 *     one is named
 * @param period {@code hour}, {@code day}, {@code month}, {@code quarter} or {@code year}
 * @param from date, period or timestamp, inclusive
 * @param to date, period or timestamp, exclusive
 * @param by {@code agency} or a dimension of the indicator
 * @param asOf timestamp, period or date (its first moment): the values as they were published then, for ever; to the
 *     minute where a value was published more than three times within it
 * @param boundaries {@code reported}, units as they were; {@code current}, re-based to today's
 * @param definitionVersion values as a former version of the definition counted them
 * @param offset how many values to skip; {@code next} of the page before names it
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
        @Nullable Integer offset) {

    boolean inCurrentBoundaries() {
        return "current".equals(boundaries);
    }

    public int first() {
        return offset == null ? 0 : offset;
    }

    /** Refuses what has no answer, rather than answer something else. */
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
