/** What unknown readers may see: small counts are suppressed over all releases. */
@NullMarked
package vn.hanoi.datahub.query.release;

import org.jspecify.annotations.NullMarked;
