/** Topics mirrored in memory. */
@NullMarked
package vn.hanoi.datahub.edge.feed;

import org.jspecify.annotations.NullMarked;
