package vn.hanoi.datahub.query.api;

import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.problem.BadRequestException;

/**
 * The parameters of a question for values, as they came in.
 *
 * @param area code; the city where neither area nor level is named
 * @param level {@code city}, {@code district} or {@code commune}: all areas of that level, within {@code area} where one is named
 * @param period {@code hour}, {@code day}, {@code month}, {@code quarter} or {@code year}
 * @param from date, period or timestamp, inclusive
 * @param to date, period or timestamp, exclusive
 * @param by {@code agency} or a dimension of the indicator
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

    int first() {
        return offset == null ? 0 : offset;
    }

    /** Refuses what this release does not answer, rather than answer something else. */
    ValuesRequest checked() {
        if (asOf != null) {
            throw new BadRequestException("asOf is not answered yet: this release holds current values only");
        }
        if (boundaries != null && !boundaries.equals("reported") && !boundaries.equals("current")) {
            throw new BadRequestException("boundaries is 'reported' or 'current', not '" + boundaries + "'");
        }
        if (first() < 0) {
            throw new BadRequestException("offset is 0 or more");
        }
        return this;
    }
}
