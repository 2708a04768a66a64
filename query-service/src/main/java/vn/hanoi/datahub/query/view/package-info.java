/** The current values in memory. */
@NullMarked
package vn.hanoi.datahub.query.view;

import org.jspecify.annotations.NullMarked;
