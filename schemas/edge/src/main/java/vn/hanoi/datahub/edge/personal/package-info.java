/** Recognises what is said of people, which never enters. */
@NullMarked
package vn.hanoi.datahub.edge.personal;

import org.jspecify.annotations.NullMarked;
