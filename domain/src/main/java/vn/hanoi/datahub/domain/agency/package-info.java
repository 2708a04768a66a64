/** Who reports. */
@NullMarked
package vn.hanoi.datahub.domain.agency;

import org.jspecify.annotations.NullMarked;
