/** Folds: how contributions become values, with tallies and one pure class for each kind of fold. */
@NullMarked
package vn.hanoi.datahub.domain.fold;

import org.jspecify.annotations.NullMarked;
