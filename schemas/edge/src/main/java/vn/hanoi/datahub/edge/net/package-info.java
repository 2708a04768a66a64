/** Who answers behind a name. */
@NullMarked
package vn.hanoi.datahub.edge.net;

import org.jspecify.annotations.NullMarked;
