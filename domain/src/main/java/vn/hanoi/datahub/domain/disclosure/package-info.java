/** Which counts of a table may be shown, so that no small one can be worked out from the others. */
@NullMarked
package vn.hanoi.datahub.domain.disclosure;

import org.jspecify.annotations.NullMarked;
