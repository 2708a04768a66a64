package vn.hanoi.datahub.domain.event;

/** What a newer event replaces, within one agency and type. */
public enum Identity {
    /** The subject: a later event is the subject's new state. */
    SUBJECT,
    /** The subject and the event time: each observation time is independent. */
    SUBJECT_AND_TIME
}
