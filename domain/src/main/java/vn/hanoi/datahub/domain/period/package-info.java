/** The city's calendar: hours, days, months, quarters and years in Asia/Ho_Chi_Minh. */
@NullMarked
package vn.hanoi.datahub.domain.period;

import org.jspecify.annotations.NullMarked;
