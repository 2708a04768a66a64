/** Values, trends, indicators and registers. */
@NullMarked
package vn.hanoi.datahub.query.values;

import org.jspecify.annotations.NullMarked;
