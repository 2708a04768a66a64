/** Alerts: published values and the count of the log, held against the rules of the catalogue. */
@NullMarked
package vn.hanoi.datahub.streams.alert;

import org.jspecify.annotations.NullMarked;
