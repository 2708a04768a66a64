/** Composite indices: points by criterion, totals and ranks of communes and departments. */
@NullMarked
package vn.hanoi.datahub.domain.score;

import org.jspecify.annotations.NullMarked;
