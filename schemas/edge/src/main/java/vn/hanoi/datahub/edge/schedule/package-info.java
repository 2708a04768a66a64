/** Periodic tasks. */
@NullMarked
package vn.hanoi.datahub.edge.schedule;

import org.jspecify.annotations.NullMarked;
