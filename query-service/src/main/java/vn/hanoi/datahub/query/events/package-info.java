/** Single events: receipts, dead letters, the outcomes of an event, and the events behind a value. */
@NullMarked
package vn.hanoi.datahub.query.events;

import org.jspecify.annotations.NullMarked;
