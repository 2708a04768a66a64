/** Days and moments in requests. */
@NullMarked
package vn.hanoi.datahub.edge.date;

import org.jspecify.annotations.NullMarked;
