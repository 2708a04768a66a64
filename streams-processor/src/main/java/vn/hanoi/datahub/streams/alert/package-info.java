/** Checks published values and log counts against the alert rules of the catalogue. */
@NullMarked
package vn.hanoi.datahub.streams.alert;

import org.jspecify.annotations.NullMarked;
