/** Composite indices: points, totals and ranks of communes and departments. */
@NullMarked
package vn.hanoi.datahub.query.score;

import org.jspecify.annotations.NullMarked;
