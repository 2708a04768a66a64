/** What anonymous readers may see: small counts are suppressed consistently across all releases. */
@NullMarked
package vn.hanoi.datahub.query.release;

import org.jspecify.annotations.NullMarked;
