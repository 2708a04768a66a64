/** A schema registry in this JVM with Confluent's REST API. */
@NullMarked
package vn.hanoi.datahub.standalone.registry;

import org.jspecify.annotations.NullMarked;
