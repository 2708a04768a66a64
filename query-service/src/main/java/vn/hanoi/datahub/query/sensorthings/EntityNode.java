package vn.hanoi.datahub.query.sensorthings;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An entity, what it says, and where its links lead. */
final class EntityNode {

    private final EntitySet set;
    private final String id;
    private final @Nullable Instant time;
    private final String key;
    private final Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    private final Map<String, Supplier<EntityNode>> one = new LinkedHashMap<>();
    private final Map<String, Supplier<List<EntityNode>>> many = new LinkedHashMap<>();

    /** @param time where it stands in time; null for what does not */
    EntityNode(EntitySet set, String id, @Nullable Instant time) {
        this(set, id, time, id);
    }

    /** @param key sorts as the set does */
    EntityNode(EntitySet set, String id, @Nullable Instant time, String key) {
        this.set = set;
        this.id = id;
        this.time = time;
        this.key = key;
    }

    /**
     * Where an entity stands in its set: a reader resumes after it, whatever comes or goes before it.
     *
     * @param time the beginning of time for what has none
     * @param key tells entities of one time apart
     */
    public record Place(Instant time, String key) {}

    public Place place() {
        return new Place(time(), key);
    }

    EntityNode with(String name, @Nullable Object value) {
        properties.put(name, value);
        return this;
    }

    EntityNode toOne(String name, Supplier<EntityNode> target) {
        one.put(name, target);
        return this;
    }

    EntityNode toMany(String name, Supplier<List<EntityNode>> targets) {
        many.put(name, targets);
        return this;
    }

    public String id() {
        return id;
    }

    /** Where it stands in time; the beginning of time for what does not. */
    public Instant time() {
        return time == null ? Instant.MIN : time;
    }

    /** The entity a link leads to; empty where it has no such link. */
    public Optional<EntityNode> one(String link) {
        return Optional.ofNullable(one.get(link)).map(Supplier::get);
    }

    /** The entities a link leads to; empty where it has no such link. */
    public Optional<List<EntityNode>> many(String link) {
        return Optional.ofNullable(many.get(link)).map(Supplier::get);
    }

    /**
     * Its form for clients.
     *
     * @param base address of the service
     */
    public Map<String, @Nullable Object> form(String base) {
        String self = base + "/" + set.path() + "('" + id + "')";
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("@iot.id", id);
        form.put("@iot.selfLink", self);
        form.putAll(properties);
        one.keySet().forEach(link -> form.put(link + "@iot.navigationLink", self + "/" + link));
        many.keySet().forEach(link -> form.put(link + "@iot.navigationLink", self + "/" + link));
        return form;
    }
}
