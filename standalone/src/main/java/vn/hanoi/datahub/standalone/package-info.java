/** The whole hub in one JVM, and the command line behind ./hub. */
@NullMarked
package vn.hanoi.datahub.standalone;

import org.jspecify.annotations.NullMarked;
