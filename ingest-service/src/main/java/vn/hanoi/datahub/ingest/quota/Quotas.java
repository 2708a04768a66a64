package vn.hanoi.datahub.ingest.quota;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.agency.Quota;

/**
 * Two token buckets for each agency, events and bytes, of one second each. A request is let in while its agency owes
 * nothing, and is then charged what it was: what a body holds is known only once it is read, and a flood is refused
 * before. So that not any number of requests come in while nothing is owed yet, and no agency takes all threads, there
 * is a bound on how many are worked on at once.
 */
public final class Quotas {

    private static final int AT_ONCE = 128;

    /** Bytes of bodies that are being worked on: two of the largest. What is read from them takes ten times as much. */
    static final long MOST_HELD = 64L << 20;

    private final Quota standard;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    /** @param standard of agencies for which the catalogue names none */
    public Quotas(Quota standard) {
        this.standard = standard;
    }

    /**
     * What an agency has left.
     *
     * @param eventsLeft below 0 for what it owes
     * @param owesFor until it owes nothing; zero when it may send now
     */
    public record Allowance(Quota quota, long eventsLeft, long bytesLeft, Duration owesFor) {

        /** Whether a request is let in. */
        public boolean isOpen() {
            return owesFor.isZero();
        }
    }

    private record Account(Quota quota, Bucket events, Bucket bytes, Semaphore atOnce, AtomicLong held) {

        static Account of(Quota quota) {
            return new Account(
                    quota,
                    bucket(quota.eventsPerSecond()),
                    bucket(quota.bytesPerSecond()),
                    new Semaphore(AT_ONCE),
                    new AtomicLong());
        }

        private static Bucket bucket(long perSecond) {
            return Bucket.builder()
                    .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                    .withNanosecondPrecision()
                    .build();
        }

        Allowance allowance() {
            long wait = Math.max(
                    events.estimateAbilityToConsume(1).getNanosToWaitForRefill(),
                    bytes.estimateAbilityToConsume(1).getNanosToWaitForRefill());
            return new Allowance(
                    quota, events.getAvailableTokens(), bytes.getAvailableTokens(), Duration.ofNanos(wait));
        }
    }

    private Account account(Agency agency) {
        return accounts.computeIfAbsent(
                agency.code(), code -> Account.of(agency.quota() == null ? standard : agency.quota()));
    }

    public Allowance allowance(Agency agency) {
        return account(agency).allowance();
    }

    /** Begins a request; false when as many as there may be are in work. */
    public boolean tryEnter(Agency agency) {
        return account(agency).atOnce().tryAcquire();
    }

    /** Ends a request that was begun. */
    public void leave(Agency agency) {
        account(agency).atOnce().release();
    }

    /**
     * Notes bytes of a body that are in memory now.
     *
     * @return false when the agency's requests would hold more than they may together; nothing is noted then
     */
    public boolean tryHold(Agency agency, long bytes) {
        AtomicLong held = account(agency).held();
        if (held.addAndGet(bytes) > MOST_HELD) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /** Notes that bytes are in memory no more. */
    public void letGo(Agency agency, long bytes) {
        account(agency).held().addAndGet(-bytes);
    }

    /** Charges what a request was; an agency may come to owe by it. */
    public Allowance charge(Agency agency, long events, long bytes) {
        Account account = account(agency);
        if (events > 0) {
            account.events().consumeIgnoringRateLimits(events);
        }
        if (bytes > 0) {
            account.bytes().consumeIgnoringRateLimits(bytes);
        }
        return account.allowance();
    }
}
