/** Scorecards of areas and agencies, as pages and workbooks. */
@NullMarked
package vn.hanoi.datahub.query.report;

import org.jspecify.annotations.NullMarked;
