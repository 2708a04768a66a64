/** Reads CSV and XLSX files as rows, and turns each row into an event. */
@NullMarked
package vn.hanoi.datahub.ingest.file;

import org.jspecify.annotations.NullMarked;
