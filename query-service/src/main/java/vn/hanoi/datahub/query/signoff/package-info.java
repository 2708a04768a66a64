/** Reports that are frozen, signed and released: versions of values as of a moment. */
@NullMarked
package vn.hanoi.datahub.query.signoff;

import org.jspecify.annotations.NullMarked;
