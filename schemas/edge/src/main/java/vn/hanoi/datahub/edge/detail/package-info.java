/** Messages for people that are stored as a key and arguments, and worded when they are read. */
@NullMarked
package vn.hanoi.datahub.edge.detail;

import org.jspecify.annotations.NullMarked;
