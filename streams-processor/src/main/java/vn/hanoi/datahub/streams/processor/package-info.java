/** The steps that keep state by hand: decide what an event changes, add it up, evaluate. */
@NullMarked
package vn.hanoi.datahub.streams.processor;

import org.jspecify.annotations.NullMarked;
