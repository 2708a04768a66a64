/** Reads settings and wires the service. */
@NullMarked
package vn.hanoi.datahub.ingest.config;

import org.jspecify.annotations.NullMarked;
