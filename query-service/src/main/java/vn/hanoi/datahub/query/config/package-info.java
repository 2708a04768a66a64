/** Reads settings and wires the service. */
@NullMarked
package vn.hanoi.datahub.query.config;

import org.jspecify.annotations.NullMarked;
