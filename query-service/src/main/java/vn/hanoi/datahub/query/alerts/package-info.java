/** Alerts and their acknowledgements. */
@NullMarked
package vn.hanoi.datahub.query.alerts;

import org.jspecify.annotations.NullMarked;
