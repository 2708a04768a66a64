/** Admits or refuses an incoming event. Pure. */
@NullMarked
package vn.hanoi.datahub.ingest.admission;

import org.jspecify.annotations.NullMarked;
