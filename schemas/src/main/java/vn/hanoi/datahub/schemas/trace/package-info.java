/** An event's way through the hub, for those who look at single ones (W3C Trace Context). */
@NullMarked
package vn.hanoi.datahub.schemas.trace;

import org.jspecify.annotations.NullMarked;
