package vn.hanoi.datahub.streams.processor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Fingerprint;
import vn.hanoi.datahub.domain.event.Identity;
import vn.hanoi.datahub.domain.event.Outcome;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.domain.event.SubjectHistory;
import vn.hanoi.datahub.domain.event.Version;
import vn.hanoi.datahub.state.HistoryState;
import vn.hanoi.datahub.state.OutcomeState;

/**
 * The ids of events that were seen before, and what became of the recent ones. The id in force is in the history of its
 * subject; all others, and those of observations, are in the id store.
 */
final class KnownIds {

    private static final int RECENT_OUTCOMES = 20;

    private final SubjectStores stores;

    KnownIds(SubjectStores stores) {
        this.stores = stores;
    }

    /**
     * Returns the fingerprint the id was used with before; null when the id is new. A subject never seen before has no
     * known ids, unless each of its times is an identity of its own.
     */
    @Nullable
    Fingerprint find(Event event, EventType type, Subject subject, SubjectHistory history) {
        Version inForce = history.inForce();
        if (inForce == null && type.identity() == Identity.SUBJECT) {
            return null;
        }
        if (inForce != null
                && inForce.event().id().equals(event.id())
                && inForce.event().source().equals(event.source())) {
            return inForce.fingerprint();
        }
        return stores.findId(subject, event.source(), event.id());
    }

    /** Keeps every id findable. */
    void remember(EventType type, Subject subject, HistoryState state, Version arrival, SubjectHistory.Step step) {
        Event event = arrival.event();
        if (step.outcome() == Outcome.SUPERSEDED) {
            note(state, arrival, Outcome.SUPERSEDED);
        }
        if (type.identity() == Identity.SUBJECT_AND_TIME || step.outcome() == Outcome.SUPERSEDED) {
            stores.putId(subject, event.source(), event.id(), arrival.fingerprint());
        }
        Version displaced = step.displaced();
        if (displaced != null) {
            stores.putId(subject, displaced.event().source(), displaced.event().id(), displaced.fingerprint());
            note(state, displaced, Outcome.SUPERSEDED);
        }
    }

    /** Adds an outcome that is not in force, and drops those before the most recent ones. */
    static void note(HistoryState state, Version version, Outcome outcome) {
        Event event = version.event();
        List<OutcomeState> recent = new ArrayList<>(state.getRecent());
        recent.add(new OutcomeState(
                event.source(),
                event.id(),
                event.time().toEpochMilli(),
                outcome.word(),
                outcome == Outcome.REJECTED ? RefusalReason.ID_REUSED.word() : null,
                version.offset()));
        state.setRecent(recent.subList(Math.max(0, recent.size() - RECENT_OUTCOMES), recent.size()));
    }
}
