/** Single events: receipts, dead letters, what became of an event, and which events are behind a value. */
@NullMarked
package vn.hanoi.datahub.query.events;

import org.jspecify.annotations.NullMarked;
