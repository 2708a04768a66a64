package vn.hanoi.datahub.domain.agency;

import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Outcome;
import vn.hanoi.datahub.domain.event.RefusalReason;

/**
 * A line of the accounts: the events of one feed that ended in one way.
 *
 * @param reason why they were rejected; null for other outcomes
 */
public record AccountLine(
        Feed feed, Outcome outcome, @Nullable RefusalReason reason) {

    /** The hub's own indicator that counts the outcomes of accepted events. */
    public static final String INDICATOR = "hub.outcomes";

    /** Its dimension, with a line's member as member. */
    public static final String DIMENSION = "account";

    private static final String BETWEEN = "|";

    /** Begins the members of a feed's lines. */
    public static String prefix(Feed feed) {
        return prefix(feed.agency()) + feed.type() + BETWEEN;
    }

    /** Begins the members of an agency's lines. */
    public static String prefix(String agency) {
        return agency + BETWEEN;
    }

    /**
     * Reads what {@link #member()} wrote. Of the four parts only an agency's code may hold a bar: the log has other
     * writers.
     */
    public static AccountLine of(String member) {
        int reason = member.lastIndexOf(BETWEEN);
        int outcome = member.lastIndexOf(BETWEEN, reason - 1);
        int type = member.lastIndexOf(BETWEEN, outcome - 1);
        return new AccountLine(
                new Feed(member.substring(0, type), member.substring(type + 1, outcome)),
                Outcome.find(member.substring(outcome + 1, reason)).orElseThrow(),
                RefusalReason.find(member.substring(reason + 1)).orElse(null));
    }

    /** {@code agency|type|outcome|reason}, as it is written in members of values. */
    public String member() {
        return prefix(feed) + outcome.word() + BETWEEN + (reason == null ? "" : reason.word());
    }
}
