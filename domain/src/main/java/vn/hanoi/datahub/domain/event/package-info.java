/** What an event is, what it replaces, and what became of it. */
@NullMarked
package vn.hanoi.datahub.domain.event;

import org.jspecify.annotations.NullMarked;
