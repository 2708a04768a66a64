/** Writes to Kafka and waits for its acknowledgement. */
@NullMarked
package vn.hanoi.datahub.ingest.publish;

import org.jspecify.annotations.NullMarked;
