/** Addresses of services and of their callers. */
@NullMarked
package vn.hanoi.datahub.edge.net;

import org.jspecify.annotations.NullMarked;
