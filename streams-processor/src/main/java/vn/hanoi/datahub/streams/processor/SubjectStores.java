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
import vn.hanoi.datahub.schemas.codec.StateCodec;
import vn.hanoi.datahub.schemas.codec.StateSerde;
import vn.hanoi.datahub.state.HistoryState;
import vn.hanoi.datahub.state.OutcomeState;
import vn.hanoi.datahub.state.VersionState;

/**
 * All that is kept of subjects, per partition of the log because a subject always lands in the same one.
 *
 * <ul>
 *   <li>{@link #HISTORIES}: of each identity the event in force and the last outcomes;
 *   <li>{@link #EARLIER}: events that were in force once, of types whose past states matter;
 *   <li>{@link #IDS}: the ids that are not the one in force, with their fingerprints;
 *   <li>{@link #ALARMS}: when the clock alone changes what an identity counts for, by time;
 *   <li>{@link #DEFINITIONS}: how far definitions have come that are new to it.
 * </ul>
 */
public final class SubjectStores {

    public static final String HISTORIES = "contribute-histories";
    public static final String EARLIER = "contribute-earlier";
    public static final String IDS = "contribute-ids";
    public static final String ALARMS = "contribute-alarms";
    public static final String DEFINITIONS = "contribute-definitions";

    /** After a subject's name: before and after the times of its observations. */
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

    /** The stores' builders, for the topology. */
    public static List<StoreBuilder<?>> builders(StateStores stores) {
        return List.of(
                stores.keyValue(HISTORIES, Serdes.String(), StateSerde.of(new HistoryState())),
                stores.keyValue(EARLIER, Serdes.Bytes(), StateSerde.of(new VersionState())),
                stores.keyValue(IDS, Serdes.String(), Serdes.ByteArray()),
                stores.keyValue(ALARMS, Serdes.Bytes(), Serdes.ByteArray()),
                stores.keyValue(DEFINITIONS, Serdes.String(), Serdes.String()));
    }

    /** The state of an identity; a new one where nothing is known. */
    HistoryState get(Subject subject) {
        HistoryState state = histories.get(subject.key());
        return state == null ? new HistoryState(null, null, 0L, 0L, new ArrayList<>()) : state;
    }

    /** Identities of a type that come after a key in the store, in its order. */
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

    /** How many identities are kept, about. */
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

    /** Notes an outcome that is not in force, and forgets those before the last {@code most}. */
    static void note(HistoryState state, OutcomeState outcome, int most) {
        List<OutcomeState> recent = new ArrayList<>(state.getRecent());
        recent.add(outcome);
        state.setRecent(recent.subList(Math.max(0, recent.size() - most), recent.size()));
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

    /** Sets when the clock changes the identity next, in place of what was set before. */
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

    /** An alarm must not ring before its moment. */
    private static long roundedUp(Instant moment) {
        return moment.getNano() % 1_000_000 == 0 ? moment.toEpochMilli() : moment.toEpochMilli() + 1;
    }

    /** The identities whose alarm has come, earliest first. */
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

    /** The key of a subject in {@link #HISTORIES}; of an observation's all times begin with it. */
    public static String key(String type, String agency, String subject) {
        return new Subject(type, agency, subject, "").key();
    }

    /** Names of all stores. */
    public static Set<String> names() {
        return Set.of(HISTORIES, EARLIER, IDS, ALARMS, DEFINITIONS);
    }
}
