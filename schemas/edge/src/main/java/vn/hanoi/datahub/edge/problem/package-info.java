/** Every error as application/problem+json (RFC 9457). */
@NullMarked
package vn.hanoi.datahub.edge.problem;

import org.jspecify.annotations.NullMarked;
