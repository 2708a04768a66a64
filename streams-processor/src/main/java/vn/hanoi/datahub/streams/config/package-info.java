/** Reads settings and wires the service. */
@NullMarked
package vn.hanoi.datahub.streams.config;

import org.jspecify.annotations.NullMarked;
