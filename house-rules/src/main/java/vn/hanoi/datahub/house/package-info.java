/** The borders between the packages of the hub. */
@NullMarked
package vn.hanoi.datahub.house;

import org.jspecify.annotations.NullMarked;
