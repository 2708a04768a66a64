/** Limits on how many callers may do the same expensive thing at once. */
@NullMarked
package vn.hanoi.datahub.edge.limit;

import org.jspecify.annotations.NullMarked;
