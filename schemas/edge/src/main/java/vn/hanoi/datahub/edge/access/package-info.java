/** Who calls: keys, tokens, roles. */
@NullMarked
package vn.hanoi.datahub.edge.access;

import org.jspecify.annotations.NullMarked;
