/** Audit: refused accesses, and who changed whose rights. */
@NullMarked
package vn.hanoi.datahub.edge.audit;

import org.jspecify.annotations.NullMarked;
