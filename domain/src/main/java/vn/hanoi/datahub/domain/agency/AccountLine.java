package vn.hanoi.datahub.domain.agency;

import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.domain.event.Outcome;
import vn.hanoi.datahub.domain.event.RefusalReason;

/**
 * One line of the accounts: the events of one feed that had one outcome.
 *
 * @param reason why they were rejected; null for other outcomes
 */
public record AccountLine(
        Feed feed, Outcome outcome, @Nullable RefusalReason reason) {

    /** Id of the hub's own indicator that counts the outcomes of accepted events. */
    public static final String INDICATOR = "hub.outcomes";

    /** Dimension of that indicator; its members are written by {@link #member()}. */
    public static final String DIMENSION = "account";

    private static final String BETWEEN = "|";

    /** Returns the prefix of the members of a feed's lines. */
    public static String prefix(Feed feed) {
        return prefix(feed.agency()) + feed.type() + BETWEEN;
    }

    /** Returns the prefix of the members of an agency's lines. */
    public static String prefix(String agency) {
        return agency + BETWEEN;
    }

    /**
     * Parses the output of {@link #member()}. Of the four parts, only the agency code may contain a bar, because the
     * log has other writers.
     *
     * @throws java.util.NoSuchElementException when the outcome is unknown
     */
    public static AccountLine of(String member) {
        int reason = member.lastIndexOf(BETWEEN);
        int outcome = member.lastIndexOf(BETWEEN, reason - 1);
        int type = member.lastIndexOf(BETWEEN, outcome - 1);
        return new AccountLine(
                new Feed(member.substring(0, type), member.substring(type + 1, outcome)),
                Worded.find(Outcome.class, member.substring(outcome + 1, reason))
                        .orElseThrow(),
                RefusalReason.find(member.substring(reason + 1)).orElse(null));
    }

    /** Returns {@code agency|type|outcome|reason}, the form used in members of values. */
    public String member() {
        return prefix(feed) + outcome.word() + BETWEEN + (reason == null ? "" : reason.word());
    }
}
