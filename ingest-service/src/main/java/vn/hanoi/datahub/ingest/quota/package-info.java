/** How much of the front door is whose. */
@NullMarked
package vn.hanoi.datahub.ingest.quota;

import org.jspecify.annotations.NullMarked;
