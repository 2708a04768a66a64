package vn.hanoi.datahub.ingest.file;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The mappings that agencies have stored, by agency and event type. Only the feed's thread writes them; any thread may
 * read them.
 */
public final class Mappings {

    private final Map<String, String> byKey = new ConcurrentHashMap<>();

    /** Returns the key for an agency and an event type, which is also the key in the topic. */
    public static String key(String agency, String type) {
        return agency + "/" + type;
    }

    /**
     * Stores a mapping.
     *
     * @param yaml empty if the mapping has been removed
     */
    public void put(String agency, String type, String yaml) {
        byKey.put(key(agency, type), yaml);
    }

    /**
     * Removes a mapping.
     *
     * @param key as returned by {@link #key}
     */
    public void remove(String key) {
        byKey.remove(key);
    }

    /** Returns the stored mapping, or an empty one if there is none: columns are fields then. */
    public String of(String agency, String type) {
        return byKey.getOrDefault(key(agency, type), "");
    }
}
