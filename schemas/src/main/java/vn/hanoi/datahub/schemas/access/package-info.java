/** Who may call: keys, known by their hashes. */
@NullMarked
package vn.hanoi.datahub.schemas.access;

import org.jspecify.annotations.NullMarked;
