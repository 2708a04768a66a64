/** Serves values, live updates and the web page. */
@NullMarked
package vn.hanoi.datahub.query;

import org.jspecify.annotations.NullMarked;
