/** Authentication and access: keys, tokens, roles, sessions. */
@NullMarked
package vn.hanoi.datahub.edge.access;

import org.jspecify.annotations.NullMarked;
