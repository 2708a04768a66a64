/** A simulated city that feeds the hub through the ingest service. */
@NullMarked
package vn.hanoi.datahub.standalone.demo;

import org.jspecify.annotations.NullMarked;
