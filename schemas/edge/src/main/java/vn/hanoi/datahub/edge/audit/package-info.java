/** What was refused, and whose rights were changed by whom. */
@NullMarked
package vn.hanoi.datahub.edge.audit;

import org.jspecify.annotations.NullMarked;
