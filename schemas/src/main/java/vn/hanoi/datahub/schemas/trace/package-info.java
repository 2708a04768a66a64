/** Traces of single events through the hub (W3C Trace Context). */
@NullMarked
package vn.hanoi.datahub.schemas.trace;

import org.jspecify.annotations.NullMarked;
