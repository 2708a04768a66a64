/** Files to events, by a small mapping. */
@NullMarked
package vn.hanoi.datahub.standalone.push;

import org.jspecify.annotations.NullMarked;
