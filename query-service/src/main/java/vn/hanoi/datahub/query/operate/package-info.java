/** Operation of the hub: status, tasks, sessions, and access to the ingest service. */
@NullMarked
package vn.hanoi.datahub.query.operate;

import org.jspecify.annotations.NullMarked;
