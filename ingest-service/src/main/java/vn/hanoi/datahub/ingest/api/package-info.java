/** HTTP in and out: CloudEvents forms, keys, answers, problems. */
@NullMarked
package vn.hanoi.datahub.ingest.api;

import org.jspecify.annotations.NullMarked;
