package vn.hanoi.datahub.schemas.topic;

import java.util.Optional;

/** The names of consumer groups and transactions in Kafka. They are public API: ACLs and dashboards refer to them. */
public final class Groups {

    /** Prefix of the names of the processor's groups, unless its application id is configured otherwise. */
    static final String PROCESSOR = "hanoi-hub-processor";

    /** Prefix of the names of the groups with which webhooks read. */
    static final String WEBHOOKS = "hanoi-hub-webhook-";

    /** Prefix of the transactional ids of files. */
    static final String FILES = "hanoi-hub-files-";

    /**
     * Format of the processor's state. A processor with another format starts with empty state, alongside the old one.
     */
    private static final int STATE_FORMAT = 6;

    private Groups() {}

    /**
     * Returns the group that folds events into values. Its state depends on what the catalogue says about events, so
     * another catalogue means another group.
     *
     * @param application the processor's application id
     * @param fingerprint fingerprint of the catalogue
     */
    public static String fold(String application, String fingerprint) {
        return application + "-" + STATE_FORMAT + "-" + fingerprint;
    }

    /**
     * Returns the group that counts the log and makes no decisions. It also counts the periods that are reported, so a
     * catalogue with other reporting periods means another group.
     *
     * @param schedules fingerprint of the catalogue's reporting periods
     */
    public static String accounting(String application, String schedules) {
        return application + "-log-count-" + STATE_FORMAT + "-" + schedules;
    }

    /** Returns the group that opens and resolves alerts. */
    public static String alerts(String application) {
        return application + "-alerts";
    }

    /** Returns the group with which a webhook's deliveries read. */
    public static String webhook(String id) {
        return WEBHOOKS + id;
    }

    /** Returns the id of the webhook that a group belongs to; empty for other groups. */
    public static Optional<String> webhookOf(String group) {
        return Optional.of(group)
                .filter(name -> name.startsWith(WEBHOOKS))
                .map(name -> name.substring(WEBHOOKS.length()));
    }

    /**
     * Returns the transactional id under which a worker writes the rows of files.
     *
     * @param instance the service's name, which stays the same across restarts
     */
    public static String files(String instance, int worker) {
        return FILES + instance + "-" + worker;
    }
}
