/** The form of answers: JSON, CSV, live, problems. */
@NullMarked
package vn.hanoi.datahub.query.api;

import org.jspecify.annotations.NullMarked;
