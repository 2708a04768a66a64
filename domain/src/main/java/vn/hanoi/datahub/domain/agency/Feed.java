package vn.hanoi.datahub.domain.agency;

/**
 * What one agency sends of one event type.
 *
 * @param agency code of the agency, which has no slash
 * @param type name of the event type
 */
public record Feed(String agency, String type) {

    /** Values of {@code hub.freshness} and of the rates have this dimension, with a feed's name as member. */
    public static final String DIMENSION = "feed";

    /** The hub's own indicator of how fresh feeds are. */
    public static final String FRESHNESS = "hub.freshness";

    /** Reads what {@link #name()} wrote. */
    public static Feed of(String name) {
        int slash = name.indexOf('/');
        return new Feed(name.substring(0, slash), name.substring(slash + 1));
    }

    /** {@code agency/type}, as it is written in members of values, keys of alerts and answers. */
    public String name() {
        return agency + "/" + type;
    }
}
