/** Starts and stops the streams, reports health, handles what is fatal. */
@NullMarked
package vn.hanoi.datahub.streams.runtime;

import org.jspecify.annotations.NullMarked;
