package vn.hanoi.datahub.domain.alert;

import vn.hanoi.datahub.domain.Worded;

/** Severity of an alert, in the terms of the Common Alerting Protocol (OASIS CAP 1.2). */
public enum Severity implements Worded {
    MINOR,
    MODERATE,
    SEVERE,
    EXTREME
}
