package vn.hanoi.datahub.ingest.admission;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vn.hanoi.datahub.domain.agency.ActiveQuarantine;
import vn.hanoi.datahub.domain.event.Event;

/** The quarantines in force. Written by the feed's one thread, read by all. */
public final class ActiveQuarantines {

    private final Map<String, ActiveQuarantine> byId = new ConcurrentHashMap<>();

    public void put(ActiveQuarantine hold) {
        byId.put(hold.id(), hold);
    }

    public void release(String id) {
        byId.remove(id);
    }

    /** The one that keeps an event out. */
    public Optional<ActiveQuarantine> find(Event event) {
        return byId.isEmpty()
                ? Optional.empty()
                : byId.values().stream().filter(hold -> hold.covers(event)).findFirst();
    }

    public List<ActiveQuarantine> all() {
        return List.copyOf(byId.values());
    }
}
