package vn.hanoi.datahub.query.sensorthings;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An entity with its properties and links. */
final class EntityNode {

    private final EntitySet set;
    private final String id;
    private final @Nullable Instant time;
    private final String key;
    private final Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    private final Map<String, Supplier<EntityNode>> one = new LinkedHashMap<>();
    private final Map<String, Supplier<List<EntityNode>>> many = new LinkedHashMap<>();

    /** @param time position in time; null for an entity without one */
    EntityNode(EntitySet set, String id, @Nullable Instant time) {
        this(set, id, time, id);
    }

    /** @param key sort key within the set */
    EntityNode(EntitySet set, String id, @Nullable Instant time, String key) {
        this.set = set;
        this.id = id;
        this.time = time;
        this.key = key;
    }

    /**
     * The position of an entity in its set. A reader can resume after it, whatever is added or removed before it.
     *
     * @param time position in time; {@link Instant#MIN} for an entity without one
     * @param key distinguishes entities with the same time
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

    /** Returns its position in time; {@link Instant#MIN} if it has none. */
    public Instant time() {
        return time == null ? Instant.MIN : time;
    }

    /** Returns the entity that a link leads to; empty if there is no such link. */
    public Optional<EntityNode> one(String link) {
        return Optional.ofNullable(one.get(link)).map(Supplier::get);
    }

    /** Returns the entities that a link leads to; empty if there is no such link. */
    public Optional<List<EntityNode>> many(String link) {
        return Optional.ofNullable(many.get(link)).map(Supplier::get);
    }

    /**
     * Returns the entity in the form sent to clients.
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
