/** Reconciliation, freshness and quality of what agencies deliver. */
@NullMarked
package vn.hanoi.datahub.query.accounts;

import org.jspecify.annotations.NullMarked;
