package vn.hanoi.datahub.query.plan;

import java.time.DateTimeException;
import java.time.LocalDate;
import vn.hanoi.datahub.edge.problem.BadRequestException;

/** Parses days of requests. */
final class Days {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;

    private Days() {}

    /**
     * @param name the parameter
     * @throws BadRequestException if the text is no day of the years 1900 to 2200
     */
    static LocalDate of(String name, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR) {
                return day;
            }
        } catch (DateTimeException e) {
            // reported below
        }
        throw new BadRequestException(name + " is a day of the years " + FIRST_YEAR + " to " + LAST_YEAR
                + " such as 2025-12-31, not '" + text + "'");
    }
}
