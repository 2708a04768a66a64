package vn.hanoi.datahub.schemas.topic;

/**
 * The names of consumer groups and transactions at Kafka. They are public API: rights and dashboards are made for them.
 */
public final class Groups {

    /** Begins the names of the processor's groups, unless its application id is set otherwise. */
    static final String PROCESSOR = "hanoi-hub-processor";

    /** Begins the names of the groups that webhooks read with. */
    static final String WEBHOOKS = "hanoi-hub-webhook-";

    /** Begins the transactional ids of files. */
    static final String FILES = "hanoi-hub-files-";

    /** How the processor writes its state. A processor with another format begins with an empty one, beside the old. */
    private static final int STATE_FORMAT = 4;

    private Groups() {}

    /**
     * The group that folds events into values. State depends on what the catalogue says of events, so another catalogue
     * is another group.
     *
     * @param application the processor's application id
     * @param fingerprint of the catalogue
     */
    public static String fold(String application, String fingerprint) {
        return application + "-" + STATE_FORMAT + "-" + fingerprint;
    }

    /** The group that counts the log, and decides nothing. */
    public static String accounting(String application) {
        return application + "-log-count-" + STATE_FORMAT;
    }

    /** The group that opens and resolves alerts. */
    public static String alerts(String application) {
        return application + "-alerts";
    }

    /** The group that a webhook's deliveries read with. */
    public static String webhook(String id) {
        return WEBHOOKS + id;
    }

    /**
     * The transactional id under which a worker writes rows of files.
     *
     * @param instance the service's name, which it keeps over restarts
     */
    public static String files(String instance, int worker) {
        return FILES + instance + "-" + worker;
    }
}
