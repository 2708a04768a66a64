/** The HTTP API: CloudEvents, keys, quarantines, responses and problems. */
@NullMarked
package vn.hanoi.datahub.ingest.api;

import org.jspecify.annotations.NullMarked;
