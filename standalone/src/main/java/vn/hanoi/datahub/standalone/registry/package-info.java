/** A schema registry in this JVM that speaks Confluent's REST API. */
@NullMarked
package vn.hanoi.datahub.standalone.registry;

import org.jspecify.annotations.NullMarked;
