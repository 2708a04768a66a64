/** Reads the settings that the services share and wires what their HTTP sides have in common. */
@NullMarked
package vn.hanoi.datahub.edge.config;

import org.jspecify.annotations.NullMarked;
