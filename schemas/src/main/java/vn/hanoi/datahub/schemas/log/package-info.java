/** Reading topics to an end, and writing control records. */
@NullMarked
package vn.hanoi.datahub.schemas.log;

import org.jspecify.annotations.NullMarked;
