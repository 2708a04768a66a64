/** Accepts or refuses an incoming event; pure. */
@NullMarked
package vn.hanoi.datahub.ingest.admission;

import org.jspecify.annotations.NullMarked;
