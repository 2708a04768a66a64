package vn.hanoi.datahub.streams.processor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Fingerprint;
import vn.hanoi.datahub.domain.event.SubjectHistory;
import vn.hanoi.datahub.domain.event.Version;
import vn.hanoi.datahub.schemas.codec.StateSerde;
import vn.hanoi.datahub.state.HistoryState;
import vn.hanoi.datahub.state.VersionState;

/**
 * The stored state of subjects, by partition of the log, because a subject always lands in the same one.
 *
 * <ul>
 *   <li>{@link #HISTORIES}: of each identity, the event in force and the latest outcomes;
 *   <li>{@link #EARLIER}: events that were once in force, of types whose past states matter;
 *   <li>{@link #IDS}: the ids other than the one in force, with their fingerprints;
 *   <li>{@link #ALARMS}: when time alone changes what an identity counts for, ordered by time;
 *   <li>{@link #DEFINITIONS}: the progress of definitions that are new to the partition.
 * </ul>
 */
public final class SubjectStores {

    public static final String HISTORIES = "contribute-histories";
    public static final String EARLIER = "contribute-earlier";
    public static final String IDS = "contribute-ids";
    public static final String ALARMS = "contribute-alarms";
    public static final String DEFINITIONS = "contribute-definitions";

    /**
     * Appended to a subject's name, this sorts before the times of its observations, and the next constant after them.
     */
    public static final String FIRST_TIME = "\0";

    public static final String AFTER_EVERY_TIME = "\0\uffff";

    private static final String AFTER_EVERY_SUBJECT = "\1";

    private static final byte[] NOTHING = {};

    private final EventReader reader;
    private final KeyValueStore<String, HistoryState> histories;
    private final KeyValueStore<Bytes, VersionState> earlier;
    private final KeyValueStore<String, byte[]> ids;
    private final KeyValueStore<Bytes, byte[]> alarms;

    SubjectStores(ProcessorContext<?, ?> context, EventReader reader) {
        this.reader = reader;
        this.histories = context.getStateStore(HISTORIES);
        this.earlier = context.getStateStore(EARLIER);
        this.ids = context.getStateStore(IDS);
        this.alarms = context.getStateStore(ALARMS);
    }

    public static List<StoreBuilder<?>> builders(StateStores stores) {
        return List.of(
                stores.keyValue(HISTORIES, Serdes.String(), StateSerde.of(new HistoryState())),
                stores.keyValue(EARLIER, Serdes.Bytes(), StateSerde.of(new VersionState())),
                stores.keyValue(IDS, Serdes.String(), Serdes.ByteArray()),
                stores.keyValue(ALARMS, Serdes.Bytes(), Serdes.ByteArray()),
                stores.keyValue(DEFINITIONS, Serdes.String(), Serdes.String()));
    }

    /** Returns the state of an identity; a new one where nothing is known. */
    HistoryState get(Subject subject) {
        HistoryState state = histories.get(subject.key());
        return state == null ? new HistoryState(null, null, 0L, 0L, new ArrayList<>()) : state;
    }

    /** Returns identities of a type that follow a key in the store, in its order. */
    List<Subject> after(String key, String type, int most) {
        String first = type + FIRST_TIME;
        String from = Subject.compare(key, first) < 0 ? first : key + FIRST_TIME;
        List<Subject> found = new ArrayList<>();
        if (Subject.compare(from, type + AFTER_EVERY_SUBJECT) > 0) {
            return found;
        }
        try (KeyValueIterator<String, HistoryState> stored = histories.range(from, type + AFTER_EVERY_SUBJECT)) {
            while (found.size() < most && stored.hasNext()) {
                found.add(Subject.parse(stored.next().key));
            }
        }
        return found;
    }

    /** Returns the approximate number of stored identities. */
    long size() {
        return histories.approximateNumEntries();
    }

    SubjectHistory history(HistoryState state, Subject subject) {
        VersionState inForce = state.getInForce();
        return new SubjectHistory(
                inForce == null ? null : version(inForce, subject), StateCodec.place(state.getRetracted()));
    }

    EarlierVersions earlier(Subject subject) {
        return new EarlierVersions(earlier, subject, state -> version(state, subject));
    }

    private Version version(VersionState state, Subject subject) {
        return StateCodec.version(state, subject.type(), subject.name(), bytes -> reader.facts(subject.type(), bytes));
    }

    void put(Subject subject, HistoryState state, SubjectHistory next) {
        Version inForce = next.inForce();
        state.setInForce(inForce == null ? null : StateCodec.of(inForce));
        state.setRetracted(StateCodec.of(next.retraction()));
        histories.put(subject.key(), state);
    }

    void put(Subject subject, HistoryState state) {
        histories.put(subject.key(), state);
    }

    @Nullable
    Fingerprint findId(Subject subject, String source, String id) {
        byte[] bytes = ids.get(subject.idKey(source, id));
        return bytes == null ? null : Fingerprint.copyOf(bytes);
    }

    void putId(Subject subject, String source, String id, Fingerprint fingerprint) {
        ids.put(subject.idKey(source, id), fingerprint.toBytes());
    }

    /** Sets when time next changes the identity, replacing what was set before; null for never. */
    void setAlarm(Subject subject, HistoryState state, @Nullable Instant next) {
        long millis = next == null ? 0 : roundedUp(next);
        if (state.getAlarm() == millis) {
            return;
        }
        if (state.getAlarm() != 0) {
            alarms.delete(alarm(state.getAlarm(), subject.bytes()));
        }
        if (millis != 0) {
            alarms.put(alarm(millis, subject.bytes()), NOTHING);
        }
        state.setAlarm(millis);
    }

    /** Rounds up to milliseconds: an alarm must not fire early. */
    private static long roundedUp(Instant moment) {
        return moment.getNano() % 1_000_000 == 0 ? moment.toEpochMilli() : moment.toEpochMilli() + 1;
    }

    /** Returns the identities whose alarm is due, earliest first. */
    List<Subject> due(Instant clock, int most) {
        List<Subject> due = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> rung =
                alarms.range(alarm(Long.MIN_VALUE, NOTHING), alarm(clock.toEpochMilli() + 1, NOTHING))) {
            while (rung.hasNext() && due.size() < most) {
                byte[] key = Objects.requireNonNull(rung.next().key).get();
                due.add(Subject.parse(new String(key, Long.BYTES, key.length - Long.BYTES, StandardCharsets.UTF_8)));
            }
        }
        return due;
    }

    private static Bytes alarm(long millis, byte[] subject) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + subject.length)
                .putLong(millis ^ Long.MIN_VALUE)
                .put(subject)
                .array());
    }

    /**
     * Returns the key of a subject in {@link #HISTORIES}; for an observation, the prefix of the keys of all its times.
     */
    public static String key(String type, String agency, String subject) {
        return new Subject(type, agency, subject, "").key();
    }

    public static Set<String> names() {
        return Set.of(HISTORIES, EARLIER, IDS, ALARMS, DEFINITIONS);
    }
}
