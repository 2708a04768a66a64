package vn.hanoi.datahub.ingest.admission;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Timestamps as RFC 3339 has them: four digits of year and an offset. Java's own reader takes years of nine digits and a sign, too. */
final class Rfc3339 {

    private static final int YEAR_DIGITS = 4;

    private Rfc3339() {}

    /**
     * @throws DateTimeException when the text is none
     */
    static Instant parse(String text) {
        if (text.indexOf('-') != YEAR_DIGITS) {
            throw new DateTimeException("a year has four digits");
        }
        return OffsetDateTime.parse(text).toInstant();
    }
}
