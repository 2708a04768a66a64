/** A simulated city that feeds the hub through its front door. */
@NullMarked
package vn.hanoi.datahub.standalone.demo;

import org.jspecify.annotations.NullMarked;
