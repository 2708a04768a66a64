package vn.hanoi.datahub.domain.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.fold.Contribution;
import vn.hanoi.datahub.domain.period.Period;

/**
 * What is known of one identity (agency, type, subject, and for observations the time): the event in force, and those before it whose state
 * held for a while. Immutable.
 *
 * <pre>
 *   arrival newer than all  ─▶ in force; the former one becomes superseded
 *   arrival older           ─▶ superseded at once; a state it reported is put in its place in time
 *   retraction in force     ─▶ nothing counts; a newer upsert brings the subject back
 * </pre>
 */
public record SubjectHistory(List<Version> versions) {

    public static final SubjectHistory NONE = new SubjectHistory(List.of());

    public SubjectHistory {
        versions = List.copyOf(versions);
    }

    /**
     * What an arrival did.
     *
     * @param outcome of the arrival: applied or superseded
     * @param displaced the version that was in force until now; null when there was none or it still is
     */
    public record Step(
            SubjectHistory next, Outcome outcome, @Nullable Version displaced) {}

    public Optional<Version> inForce() {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    /**
     * Takes an event that is neither a duplicate nor reuses an id.
     *
     * @param keepsStates whether some definition of the type asks for the state at a past time, so that older versions still matter
     */
    public Step take(Version arrival, boolean keepsStates) {
        Version former = inForce().orElse(null);
        List<Version> next = new ArrayList<>(versions.size() + 1);
        if (former == null || Version.ORDER.compare(arrival, former) > 0) {
            if (keepsStates) {
                versions.forEach(version -> next.add(version.replaced()));
            }
            next.add(arrival);
            return new Step(new SubjectHistory(next), Outcome.APPLIED, former);
        }
        if (!keepsStates) {
            return new Step(this, Outcome.SUPERSEDED, null);
        }
        next.addAll(versions);
        next.add(arrival.replaced());
        next.sort(Version.ORDER);
        return new Step(new SubjectHistory(next), Outcome.SUPERSEDED, null);
    }

    /** All that the subject contributes now: the event in force, and the states before it up to the moment each of them ended. */
    public List<Contribution> contributions() {
        Version inForce = inForce().orElse(null);
        if (inForce == null || inForce.isRetraction()) {
            return List.of();
        }
        List<Contribution> contributions = new ArrayList<>(inForce.contributions());
        for (int i = versions.size() - 2; i >= 0 && !versions.get(i).isRetraction(); i--) {
            Version next = versions.get(i + 1);
            for (Contribution state : versions.get(i).contributions()) {
                contributions.add(state);
                contributions.add(state.endedIn(
                        Period.containing(next.time(), state.at().period().granularity())));
            }
        }
        return contributions;
    }
}
