/** The front door: admits or refuses an event and answers when Kafka holds it. */
@NullMarked
package vn.hanoi.datahub.ingest;

import org.jspecify.annotations.NullMarked;
