/** A real Kafka broker in this JVM. */
@NullMarked
package vn.hanoi.datahub.standalone.kafka;

import org.jspecify.annotations.NullMarked;
