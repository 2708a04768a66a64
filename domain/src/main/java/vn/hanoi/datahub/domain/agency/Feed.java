package vn.hanoi.datahub.domain.agency;

/**
 * The events of one type that one agency sends.
 *
 * @param agency code of the agency; it contains no slash
 * @param type name of the event type
 */
public record Feed(String agency, String type) {

    /** Dimension of the values of {@code hub.freshness} and of the rates; its members are feed names. */
    public static final String DIMENSION = "feed";

    /** Id of the hub's own indicator for the freshness of feeds. */
    public static final String FRESHNESS = "hub.freshness";

    /** Stands for the agency where an event or a refusal names none that is known. */
    public static final String NOBODY = "-";

    /** Parses the output of {@link #name()}. */
    public static Feed of(String name) {
        int slash = name.indexOf('/');
        return new Feed(name.substring(0, slash), name.substring(slash + 1));
    }

    /** Returns {@code agency/type}, the form used in members of values, alert keys and responses. */
    public String name() {
        return agency + "/" + type;
    }
}
