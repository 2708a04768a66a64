/** Folds events into indicator values. */
@NullMarked
package vn.hanoi.datahub.streams;

import org.jspecify.annotations.NullMarked;
