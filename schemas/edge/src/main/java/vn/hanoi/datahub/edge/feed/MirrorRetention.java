package vn.hanoi.datahub.edge.feed;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a mirror keeps records.
 *
 * @param age maximum age of a record; null where age does not matter
 * @param bound what keeps the mirror from growing without limit, in words
 */
public record MirrorRetention(@Nullable Duration age, String bound) {

    /** Keeps the newest record of each key, for topics with a limited number of keys: rights, mappings, definitions. */
    public static MirrorRetention ofKeys(String bound) {
        return new MirrorRetention(null, bound);
    }

    /** Keeps what was written within the given time. */
    public static MirrorRetention ofAge(Duration age) {
        return new MirrorRetention(age, "what is older than " + age.toDays() + " days goes");
    }
}
