/** The settings that the services share, and the wiring of what their HTTP layers have in common. */
@NullMarked
package vn.hanoi.datahub.edge.config;

import org.jspecify.annotations.NullMarked;
