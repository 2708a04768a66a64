/** Alerting: rules as data, and the pure watch over one quantity. */
@NullMarked
package vn.hanoi.datahub.domain.alert;

import org.jspecify.annotations.NullMarked;
