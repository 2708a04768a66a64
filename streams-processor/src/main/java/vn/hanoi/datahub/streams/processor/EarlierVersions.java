package vn.hanoi.datahub.streams.processor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import vn.hanoi.datahub.domain.event.SubjectHistory;
import vn.hanoi.datahub.domain.event.Version;
import vn.hanoi.datahub.state.VersionState;

/**
 * The versions of one subject that were once in force, adjacent in the store and in the order of their places.
 *
 * <pre>
 *   subject 00 | seconds (8) nanos (4) data version (8) offset (8), each encoded so that bytes sort as numbers do
 * </pre>
 */
final class EarlierVersions implements SubjectHistory.Earlier {

    private static final int PLACE_BYTES = 28;
    private static final byte[] FIRST = new byte[PLACE_BYTES];
    private static final byte[] LAST = new byte[PLACE_BYTES];

    static {
        Arrays.fill(LAST, (byte) 0xff);
    }

    private final KeyValueStore<Bytes, VersionState> store;
    private final byte[] subject;
    private final Function<VersionState, Version> decode;
    private final List<Version> kept = new ArrayList<>();

    EarlierVersions(KeyValueStore<Bytes, VersionState> store, Subject subject, Function<VersionState, Version> decode) {
        this.store = store;
        this.subject = subject.bytes();
        this.decode = decode;
    }

    @Override
    public Optional<Version> before(Version.Place place) {
        try (KeyValueIterator<Bytes, VersionState> found = store.reverseRange(key(FIRST), key(bytes(place)))) {
            return Stream.concat(first(found, place).stream(), kept.stream())
                    .filter(version -> version.place().compareTo(place) < 0)
                    .max(Comparator.comparing(Version::place));
        }
    }

    @Override
    public Optional<Version> after(Version.Place place) {
        try (KeyValueIterator<Bytes, VersionState> found = store.range(key(bytes(place)), key(LAST))) {
            return Stream.concat(first(found, place).stream(), kept.stream())
                    .filter(version -> version.place().compareTo(place) > 0)
                    .min(Comparator.comparing(Version::place));
        }
    }

    /**
     * Returns the first version in a range, except the given one. The range may contain keys of a subject whose name
     * begins with this one's; they are longer.
     */
    private Optional<Version> first(KeyValueIterator<Bytes, VersionState> found, Version.Place except) {
        byte[] itself = bytes(except);
        while (found.hasNext()) {
            KeyValue<Bytes, VersionState> entry = found.next();
            byte[] key = entry.key.get();
            if (key.length == subject.length + 1 + PLACE_BYTES
                    && !Arrays.equals(itself, Arrays.copyOfRange(key, subject.length + 1, key.length))) {
                return Optional.of(decode.apply(entry.value));
            }
        }
        return Optional.empty();
    }

    /**
     * Keeps a version in memory. Nothing is stored before {@link #write}: an event that turns out not to be countable
     * has changed nothing.
     */
    @Override
    public void keep(Version version) {
        kept.add(version);
    }

    void write() {
        kept.forEach(version -> store.put(key(bytes(version.place())), StateCodec.of(version)));
        kept.clear();
    }

    private Bytes key(byte[] place) {
        return Bytes.wrap(ByteBuffer.allocate(subject.length + 1 + PLACE_BYTES)
                .put(subject)
                .put((byte) 0)
                .put(place)
                .array());
    }

    private static byte[] bytes(Version.Place place) {
        return ByteBuffer.allocate(PLACE_BYTES)
                .putLong(place.time().getEpochSecond() ^ Long.MIN_VALUE)
                .putInt(place.time().getNano())
                .putLong(place.dataVersion() ^ Long.MIN_VALUE)
                .putLong(place.offset() ^ Long.MIN_VALUE)
                .array();
    }
}
