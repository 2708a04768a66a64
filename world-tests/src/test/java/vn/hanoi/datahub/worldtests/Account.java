package vn.hanoi.datahub.worldtests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was accepted of a feed and what became of it. The same sum is worked out here for a topology in a test and for a
 * running hub, and not only as the hub says.
 *
 * @param feed whose events, and of which day where the hub tells them apart
 * @param outcomes events by outcome; those that do not occur may be absent
 * @param difference what the hub itself says is wrong; 0 where it says nothing
 */
public record Account(String feed, long accepted, Map<String, Long> outcomes, long pending, long difference) {

    /** What can become of an accepted event. */
    public static final List<String> OUTCOMES = List.of("applied", "duplicate", "superseded", "rejected");

    /**
     * What is wrong with it, told for people; empty where accepted = applied + duplicate + superseded + rejected +
     * pending.
     */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        List<String> terms = new ArrayList<>();
        long sum = pending;
        for (String outcome : OUTCOMES) {
            long events = outcomes.getOrDefault(outcome, 0L);
            sum += events;
            terms.add(events + " " + outcome);
        }
        if (sum != accepted || pending < 0 || !OUTCOMES.containsAll(outcomes.keySet())) {
            problems.add(feed + ": " + accepted + " accepted, but " + String.join(" + ", terms) + " + " + pending
                    + " pending" + (OUTCOMES.containsAll(outcomes.keySet()) ? "" : " and " + outcomes));
        }
        if (difference != 0) {
            problems.add(feed + ": the hub says that its account is wrong by " + difference);
        }
        return problems;
    }
}
