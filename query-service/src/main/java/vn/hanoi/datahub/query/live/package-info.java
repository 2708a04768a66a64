/** Live updates as Server-Sent Events. */
@NullMarked
package vn.hanoi.datahub.query.live;

import org.jspecify.annotations.NullMarked;
