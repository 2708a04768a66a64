/** Reads the settings and configures the service. */
@NullMarked
package vn.hanoi.datahub.ingest.config;

import org.jspecify.annotations.NullMarked;
