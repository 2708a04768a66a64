/** Events, what they replace, and their outcomes. */
@NullMarked
package vn.hanoi.datahub.domain.event;

import org.jspecify.annotations.NullMarked;
