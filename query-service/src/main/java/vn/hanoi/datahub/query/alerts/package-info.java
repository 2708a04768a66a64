/** Alerts and their acknowledgement. */
@NullMarked
package vn.hanoi.datahub.query.alerts;

import org.jspecify.annotations.NullMarked;
