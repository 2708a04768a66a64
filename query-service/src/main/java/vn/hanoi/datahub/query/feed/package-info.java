/** Reads published values into the view, and broadcasts them to live readers. */
@NullMarked
package vn.hanoi.datahub.query.feed;

import org.jspecify.annotations.NullMarked;
