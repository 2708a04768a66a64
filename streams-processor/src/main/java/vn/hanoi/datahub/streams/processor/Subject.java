package vn.hanoi.datahub.streams.processor;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Identity;

/**
 * An identity as the key of stores: an event replaces another of the same identity. Written as {@code type 00 agency 00
 * subject}, and for observations with {@code 00 time} appended.
 */
record Subject(String type, String agency, String name, String time) {

    private static final char SEPARATOR = '\0';

    static Subject of(EventType type, Event event) {
        return new Subject(
                event.type(),
                event.agency(),
                event.subject(),
                type.identity() == Identity.SUBJECT ? "" : event.time().toString());
    }

    /** Reads what {@link #key} returns. */
    static Subject parse(String key) {
        int agency = key.indexOf(SEPARATOR) + 1;
        int name = key.indexOf(SEPARATOR, agency) + 1;
        int last = key.lastIndexOf(SEPARATOR);
        boolean timed = last >= name && isTime(key.substring(last + 1));
        return new Subject(
                key.substring(0, agency - 1),
                key.substring(agency, name - 1),
                timed ? key.substring(name, last) : key.substring(name),
                timed ? key.substring(last + 1) : "");
    }

    private static boolean isTime(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (java.time.DateTimeException e) {
            return false;
        }
    }

    String key() {
        String key = type + SEPARATOR + agency + SEPARATOR + name;
        return time.isEmpty() ? key : key + SEPARATOR + time;
    }

    /** Compares keys in the order of the stores. */
    static int compare(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        return key().getBytes(StandardCharsets.UTF_8);
    }

    String idKey(String source, String id) {
        return type + SEPARATOR + source + SEPARATOR + name + SEPARATOR + id;
    }
}
