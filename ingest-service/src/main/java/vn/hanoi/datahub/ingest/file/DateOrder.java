package vn.hanoi.datahub.ingest.file;

/** What the first number in {@code 02/11/2026} stands for. */
enum DateOrder {
    /** As Vietnamese software writes it: 2 November. */
    DAY_FIRST,
    /** As US software writes it: 11 February. */
    MONTH_FIRST,
    /** Unknown: a text that is a date in only one order is read; one that could be two days is not. */
    UNKNOWN,
    /**
     * Some dates in the column are valid only with the day first, others only with the month first; neither kind is
     * read.
     */
    MIXED
}
