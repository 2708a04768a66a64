/** What other services of the hub may ask a running processor. */
@NullMarked
package vn.hanoi.datahub.streams.api;

import org.jspecify.annotations.NullMarked;
