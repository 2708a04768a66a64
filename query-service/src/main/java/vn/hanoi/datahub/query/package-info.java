/** Answers with values, live updates and the first page. */
@NullMarked
package vn.hanoi.datahub.query;

import org.jspecify.annotations.NullMarked;
