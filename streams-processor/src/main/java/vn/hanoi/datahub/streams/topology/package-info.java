/** Connects the nodes; one class per stage. Free of I/O, settings and clocks. */
@NullMarked
package vn.hanoi.datahub.streams.topology;

import org.jspecify.annotations.NullMarked;
