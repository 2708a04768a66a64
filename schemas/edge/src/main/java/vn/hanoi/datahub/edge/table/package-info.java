/** Tables for spreadsheets. */
@NullMarked
package vn.hanoi.datahub.edge.table;

import org.jspecify.annotations.NullMarked;
