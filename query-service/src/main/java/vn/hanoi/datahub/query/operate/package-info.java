/** What an operator needs: status, tasks, sessions, operations of the ingest service. */
@NullMarked
package vn.hanoi.datahub.query.operate;

import org.jspecify.annotations.NullMarked;
