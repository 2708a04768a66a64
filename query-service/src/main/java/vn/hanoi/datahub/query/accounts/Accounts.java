package vn.hanoi.datahub.query.accounts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.agency.AccountLine;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.event.Outcome;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;
import vn.hanoi.datahub.query.feed.GroupProgress;
import vn.hanoi.datahub.query.view.LogCounts;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * Reconciles accepted events with their outcomes: accepted = applied + duplicate + superseded + rejected + pending, per
 * agency, event type and day. The left side is counted from the log by a separate consumer group that decides nothing.
 * The right side is counted by the processor, in the transactions that apply the events.
 */
final class Accounts {

    private static final int LOOKS = 10;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Map<String, String> topics = new HashMap<>();
    private final Outcomes outcomes;
    private final GroupProgress progress;
    private final GroupProgress accounting;
    private final LogCounts logCounts;

    public Accounts(
            Catalogue catalogue,
            Outcomes outcomes,
            LogCounts logCounts,
            GroupProgress progress,
            GroupProgress accounting) {
        this.outcomes = outcomes;
        this.accounting = accounting;
        catalogue
                .types()
                .forEach(type -> topics.put(
                        type.name(), Topics.of(type, catalogue.schema(type)).name()));
        this.progress = progress;
        this.logCounts = logCounts;
    }

    /**
     * @param total sum of all accounts, including pending and difference, so that a pending account cannot hide another
     *     that does not add up
     */
    record Reconciliation(List<AccountRow> accounts, Counts total) {}

    /** @param day city day (Asia/Ho_Chi_Minh) on which the log accepted the events */
    record AccountRow(
            String day,
            String agency,
            String type,
            @JsonUnwrapped Counts counts) {}

    /**
     * Accepted events and their outcomes.
     *
     * @param pending events that were accepted but not yet decided
     * @param difference accepted minus outcomes minus pending; anything but 0 indicates an error
     */
    record Counts(
            long accepted,
            long applied,
            long duplicate,
            long superseded,
            long rejected,
            long pending,
            long difference) {

        private static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

        private Counts plus(Counts other) {
            return new Counts(
                    accepted + other.accepted,
                    applied + other.applied,
                    duplicate + other.duplicate,
                    superseded + other.superseded,
                    rejected + other.rejected,
                    pending + other.pending,
                    difference + other.difference);
        }
    }

    record Line(String day, Feed feed) implements Comparable<Line> {
        private static final Comparator<Line> ORDER = Comparator.comparing(Line::day)
                .thenComparing(line -> line.feed().agency())
                .thenComparing(line -> line.feed().type());

        @Override
        public int compareTo(Line other) {
            return ORDER.compare(this, other);
        }
    }

    /** The events in the log and their outcomes. */
    static final class Account {
        private long accepted;
        private boolean passed = true;
        private boolean accounted = true;
        private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);

        long decided() {
            return outcomes.values().stream().mapToLong(Long::longValue).sum();
        }

        /**
         * Returns the events that the processor has not reached yet; 0 once it has passed the newest of these events in
         * every partition.
         */
        long pending() {
            return passed ? 0 : Math.max(0, accepted - decided());
        }

        /**
         * Returns how many more events than outcomes there are; anything but 0 indicates an error. While the log count
         * lags behind, a surplus of outcomes does not count as an error.
         */
        long difference() {
            long difference = accepted - decided() - pending();
            return accounted ? difference : Math.max(0, difference);
        }

        Counts counts() {
            return new Counts(
                    accepted,
                    outcomes.getOrDefault(Outcome.APPLIED, 0L),
                    outcomes.getOrDefault(Outcome.DUPLICATE, 0L),
                    outcomes.getOrDefault(Outcome.SUPERSEDED, 0L),
                    outcomes.getOrDefault(Outcome.REJECTED, 0L),
                    pending(),
                    difference());
        }
    }

    /**
     * Returns the current accounts.
     *
     * @param day empty for all retained days
     * @param agency null for all agencies
     * @throws NotFoundException if the day is past the retention of the counts
     * @throws ServiceUnavailableException while the outcomes are still being read
     */
    Reconciliation of(Optional<LocalDate> day, @Nullable String agency) {
        LocalDate first = logCounts.keptSince();
        if (day.isPresent() && day.get().isBefore(first)) {
            throw new NotFoundException("accounts are kept since " + first
                    + "; receipts, three years old at most, are in the topic hanoi.receipt.v1");
        }
        TreeMap<Line, Account> accounts = settled(day, agency);
        return new Reconciliation(
                accounts.entrySet().stream()
                        .map(entry -> new AccountRow(
                                entry.getKey().day(),
                                entry.getKey().feed().agency(),
                                entry.getKey().feed().type(),
                                entry.getValue().counts()))
                        .toList(),
                accounts.values().stream().map(Account::counts).reduce(Counts.NONE, Counts::plus));
    }

    /**
     * Returns the difference between events and outcomes on a day, summed over all accounts; anything but 0 indicates
     * an error.
     *
     * @throws ServiceUnavailableException while the outcomes are still being read
     */
    public long difference(LocalDate day) {
        return settled(Optional.of(day), null).values().stream()
                .mapToLong(account -> Math.abs(account.difference()))
                .sum();
    }

    private TreeMap<Line, Account> settled(Optional<LocalDate> day, @Nullable String agency) {
        outcomes.checkRead();
        TreeMap<Line, Account> accounts = accounts(day, agency);
        for (int look = 1; look < LOOKS && isAhead(accounts); look++) {
            pause();
            accounts = accounts(day, agency);
        }
        return accounts;
    }

    /**
     * Returns whether outcomes are ahead of the log count. They may arrive a moment before the count of the same
     * events; whatever remains after several attempts is a real difference.
     */
    private static boolean isAhead(Map<Line, Account> accounts) {
        return accounts.values().stream().anyMatch(account -> account.difference() < 0);
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    TreeMap<Line, Account> accounts(Optional<LocalDate> wanted, @Nullable String agency) {
        TreeMap<Line, Account> accounts = new TreeMap<>();
        logCounts
                .of(wanted.orElse(null))
                .filter(count -> count.reason() == null)
                .filter(count -> agency == null || agency.equals(count.feed().agency()))
                .forEach(count -> accept(accounts, count));
        outcomes.list(wanted, logCounts.keptSince()).stream()
                .filter(value -> agency == null || value.key().member().startsWith(AccountLine.prefix(agency)))
                .forEach(value -> decide(accounts, value));
        boolean accounted = accounting.isKnown() && accounting.keepsUpWith(progress);
        accounts.values().forEach(account -> account.accounted = accounted);
        return accounts;
    }

    private void accept(Map<Line, Account> accounts, LogCounts.Count count) {
        Account account =
                accounts.computeIfAbsent(new Line(count.day().toString(), count.feed()), key -> new Account());
        account.accepted += count.events();
        String topic = topics.getOrDefault(count.feed().type(), "");
        account.passed &=
                count.lasts().stream().allMatch(last -> progress.hasPassed(topic, last.partition(), last.offset()));
    }

    private static void decide(Map<Line, Account> accounts, Value value) {
        AccountLine line = AccountLine.of(value.key().member());
        accounts.computeIfAbsent(new Line(value.key().period().text(), line.feed()), key -> new Account())
                .outcomes
                .merge(
                        line.outcome(),
                        value.numerator() == null
                                ? 0
                                : Objects.requireNonNull(value.numerator()).longValue(),
                        Long::sum);
    }
}
