package vn.hanoi.datahub.domain.event;

import vn.hanoi.datahub.domain.Worded;

/**
 * Outcome of an accepted event. An event that was applied and later replaced counts as superseded from then on, so the
 * four counts depend only on the set of events, not on the order of their arrival.
 */
public enum Outcome implements Worded {
    /** In force: its contributions are included in the values (or, for a retraction, removed from them). */
    APPLIED,
    /** An event with the same id and payload was processed before. */
    DUPLICATE,
    /** A newer event of the same identity exists. */
    SUPERSEDED,
    /** Written to the dead-letter topic, with its reason. */
    REJECTED;
}
