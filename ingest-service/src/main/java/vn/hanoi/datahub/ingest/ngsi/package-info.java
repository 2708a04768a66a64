/** Reads notifications of NGSI-LD context brokers as events. Pure. */
@NullMarked
package vn.hanoi.datahub.ingest.ngsi;

import org.jspecify.annotations.NullMarked;
