/** Recognition of personal data, which is never admitted. */
@NullMarked
package vn.hanoi.datahub.edge.personal;

import org.jspecify.annotations.NullMarked;
