/** Processes files: they are stored on disk, published row by row in transactions, and resumed after a restart. */
@NullMarked
package vn.hanoi.datahub.ingest.job;

import org.jspecify.annotations.NullMarked;
