/** Conversion between the domain's values and Avro. */
@NullMarked
package vn.hanoi.datahub.schemas.codec;

import org.jspecify.annotations.NullMarked;
