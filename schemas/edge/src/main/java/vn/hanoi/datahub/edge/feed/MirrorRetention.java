package vn.hanoi.datahub.edge.feed;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a mirror keeps what it was told.
 *
 * @param age null where age does not matter
 * @param bound what keeps it from growing without end, for people
 */
public record MirrorRetention(@Nullable Duration age, String bound) {

    /** The newest of each key, of which there are only so many: rights, mappings, definitions. */
    public static MirrorRetention ofKeys(String bound) {
        return new MirrorRetention(null, bound);
    }

    /** What was written in the last so many days. */
    public static MirrorRetention ofAge(Duration age) {
        return new MirrorRetention(age, "what is older than " + age.toDays() + " days goes");
    }
}
