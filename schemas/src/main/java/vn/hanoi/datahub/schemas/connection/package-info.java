/** How the hub's programs reach Kafka. */
@NullMarked
package vn.hanoi.datahub.schemas.connection;

import org.jspecify.annotations.NullMarked;
