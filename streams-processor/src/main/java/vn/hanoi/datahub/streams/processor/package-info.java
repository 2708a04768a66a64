/** The stages that manage their own state: decide what an event changes, add it up, evaluate. */
@NullMarked
package vn.hanoi.datahub.streams.processor;

import org.jspecify.annotations.NullMarked;
