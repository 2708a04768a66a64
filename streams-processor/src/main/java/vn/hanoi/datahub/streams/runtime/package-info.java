/** Starts and stops the streams, reports health, handles fatal errors. */
@NullMarked
package vn.hanoi.datahub.streams.runtime;

import org.jspecify.annotations.NullMarked;
