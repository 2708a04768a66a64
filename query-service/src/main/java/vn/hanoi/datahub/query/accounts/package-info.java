/** Reconciliation, freshness and quality of the data that agencies deliver. */
@NullMarked
package vn.hanoi.datahub.query.accounts;

import org.jspecify.annotations.NullMarked;
