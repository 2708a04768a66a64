/** Access: callers, and API keys that are stored as hashes only. */
@NullMarked
package vn.hanoi.datahub.schemas.access;

import org.jspecify.annotations.NullMarked;
