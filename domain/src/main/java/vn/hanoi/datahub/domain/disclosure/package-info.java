/** Disclosure control: which counts of a table may be shown, so that no small count can be derived from the others. */
@NullMarked
package vn.hanoi.datahub.domain.disclosure;

import org.jspecify.annotations.NullMarked;
