package vn.hanoi.datahub.ingest.file;

/** What the first number of {@code 02/11/2026} is. */
enum DateOrder {
    /** As Vietnamese software writes it: 2 November. */
    DAY_FIRST,
    /** As English software of the United States writes it: 11 February. */
    MONTH_FIRST,
    /** Nothing shows it: what is a date in one order only is read, and what is two days is not. */
    UNKNOWN,
    /** The column has dates that are only days first, and others that are only months first: none of both is read. */
    MIXED
}
