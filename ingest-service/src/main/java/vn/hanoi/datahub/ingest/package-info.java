/** The ingest service: admits or refuses events, and responds once Kafka has acknowledged them. */
@NullMarked
package vn.hanoi.datahub.ingest;

import org.jspecify.annotations.NullMarked;
