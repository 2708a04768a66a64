/** Files in work: kept on disk, published row by row in transactions, taken up again after a restart. */
@NullMarked
package vn.hanoi.datahub.ingest.job;

import org.jspecify.annotations.NullMarked;
