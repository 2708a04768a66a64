package vn.hanoi.datahub.schemas.access;

import vn.hanoi.datahub.domain.Worded;

/**
 * The roles of callers: an agency publishes its own events and sees their outcomes, an operator runs the hub, a reader
 * reads values.
 */
public enum Role implements Worded {
    AGENCY,
    OPERATOR,
    READER
}
