/** Topics: their names, keys, retention and access rights. */
@NullMarked
package vn.hanoi.datahub.schemas.topic;

import org.jspecify.annotations.NullMarked;
