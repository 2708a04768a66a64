package vn.hanoi.datahub.domain.event;

/** What an event replaces, within one agency and type. */
public enum Identity {
    /** The subject: a later event is the subject's new state. */
    SUBJECT,
    /** The subject and the event time: each observation time stands for itself. */
    SUBJECT_AND_TIME
}
