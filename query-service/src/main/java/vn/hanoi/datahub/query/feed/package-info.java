/** From the value topic into the view and out to live readers. */
@NullMarked
package vn.hanoi.datahub.query.feed;

import org.jspecify.annotations.NullMarked;
