package vn.hanoi.datahub.ingest.file;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The mappings agencies have stored, by agency and event type. Written by the feed's one thread, read by all. */
public final class Mappings {

    private final Map<String, String> byKey = new ConcurrentHashMap<>();

    /** What stands for an agency and an event type: the key of the topic, too. */
    public static String key(String agency, String type) {
        return agency + "/" + type;
    }

    /** @param yaml empty when it was taken away again */
    public void put(String agency, String type, String yaml) {
        byKey.put(key(agency, type), yaml);
    }

    /** @param key as {@link #key} makes it */
    public void remove(String key) {
        byKey.remove(key);
    }

    /** The stored one, or an empty one: then columns are fields. */
    public String of(String agency, String type) {
        return byKey.getOrDefault(key(agency, type), "");
    }
}
