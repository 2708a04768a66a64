/** What happens again and again. */
@NullMarked
package vn.hanoi.datahub.edge.schedule;

import org.jspecify.annotations.NullMarked;
