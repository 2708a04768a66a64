/** Indicators: their definitions as data, compiled to contributions. */
@NullMarked
package vn.hanoi.datahub.domain.indicator;

import org.jspecify.annotations.NullMarked;
