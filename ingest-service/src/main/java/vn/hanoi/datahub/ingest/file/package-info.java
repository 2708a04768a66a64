/** Files as events: CSV and XLSX as rows, and how a row becomes an event. */
@NullMarked
package vn.hanoi.datahub.ingest.file;

import org.jspecify.annotations.NullMarked;
