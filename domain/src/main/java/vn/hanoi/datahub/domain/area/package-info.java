/** The city's administrative units: their validity, and how old ones became new ones. */
@NullMarked
package vn.hanoi.datahub.domain.area;

import org.jspecify.annotations.NullMarked;
