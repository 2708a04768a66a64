/** Connections of the hub's programs to Kafka. */
@NullMarked
package vn.hanoi.datahub.schemas.connection;

import org.jspecify.annotations.NullMarked;
