package vn.hanoi.datahub.query.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Limits how often each owner does something in 24 hours, as far as this instance knows since its start. */
final class DailyLimit {

    private static final Duration DAY = Duration.ofDays(1);

    private final int most;
    private final Map<String, Deque<Instant>> done = new HashMap<>();

    DailyLimit(int most) {
        this.most = most;
    }

    /** Counts one more and returns true, unless there were too many already. */
    synchronized boolean admits(String owner, Instant now) {
        Deque<Instant> times = done.computeIfAbsent(owner, name -> new ArrayDeque<>());
        while (!times.isEmpty() && !times.getFirst().isAfter(now.minus(DAY))) {
            times.removeFirst();
        }
        return times.size() < most && times.add(now);
    }
}
