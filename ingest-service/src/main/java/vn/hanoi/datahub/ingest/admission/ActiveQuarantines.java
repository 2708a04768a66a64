package vn.hanoi.datahub.ingest.admission;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vn.hanoi.datahub.domain.agency.ActiveQuarantine;
import vn.hanoi.datahub.domain.event.Event;

/** The quarantines in force. Only the feed's thread writes them; any thread may read them. */
public final class ActiveQuarantines {

    private final Map<String, ActiveQuarantine> byId = new ConcurrentHashMap<>();

    public void put(ActiveQuarantine hold) {
        byId.put(hold.id(), hold);
    }

    public void release(String id) {
        byId.remove(id);
    }

    /** Returns a quarantine that covers an event; empty if there is none. */
    public Optional<ActiveQuarantine> find(Event event) {
        return byId.isEmpty()
                ? Optional.empty()
                : byId.values().stream().filter(hold -> hold.covers(event)).findFirst();
    }

    public List<ActiveQuarantine> all() {
        return List.copyOf(byId.values());
    }
}
