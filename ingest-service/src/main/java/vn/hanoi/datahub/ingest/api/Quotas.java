package vn.hanoi.datahub.ingest.api;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.agency.Quota;

/**
 * Two token buckets for each agency, one for events and one for bytes, each with a capacity of one second. A request is
 * accepted while its agency is not in debt, and may put it into debt, because the content of a body is known only once
 * it has been read. The rest of a flood is then refused without being read. The number of concurrent requests is
 * limited, so that an agency that is not yet in debt can neither send any number of requests at once nor occupy all
 * threads.
 */
final class Quotas {

    private static final int AT_ONCE = 128;

    /**
     * Maximum number of bytes in an agency's bodies that are being processed: two bodies of the largest size. Parsed,
     * they take ten times as much memory.
     */
    static final long MOST_HELD = 64L << 20;

    private final Quota standard;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    /** @param standard quota of agencies for which the catalogue specifies none */
    public Quotas(Quota standard) {
        this.standard = standard;
    }

    /**
     * The remaining quota of an agency.
     *
     * @param eventsLeft negative while the agency is in debt; the same goes for {@code bytesLeft}
     * @param owesFor time until the debt is paid off; zero if the agency may send now
     */
    public record Allowance(Quota quota, long eventsLeft, long bytesLeft, Duration owesFor) {

        /** Returns whether a request is accepted. */
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

    /** Begins a request. Returns false if the agency already has the maximum number of requests in progress. */
    public boolean tryEnter(Agency agency) {
        return account(agency).atOnce().tryAcquire();
    }

    /** Ends a request that has been begun. */
    public void leave(Agency agency) {
        account(agency).atOnce().release();
    }

    /**
     * Records that bytes of a body are now in memory.
     *
     * @return false if the agency's requests would together exceed their limit; nothing is recorded then
     */
    public boolean tryHold(Agency agency, long bytes) {
        AtomicLong held = account(agency).held();
        if (held.addAndGet(bytes) > MOST_HELD) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /** Records that bytes are no longer in memory. */
    public void letGo(Agency agency, long bytes) {
        account(agency).held().addAndGet(-bytes);
    }

    /** Charges a request, which may put the agency into debt, and returns the remaining quota. */
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
