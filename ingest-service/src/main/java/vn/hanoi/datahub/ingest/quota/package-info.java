/** Each agency's share of the ingest service. */
@NullMarked
package vn.hanoi.datahub.ingest.quota;

import org.jspecify.annotations.NullMarked;
