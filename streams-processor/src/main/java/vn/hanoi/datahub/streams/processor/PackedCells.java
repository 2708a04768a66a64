package vn.hanoi.datahub.streams.processor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.codec.StateWriter;
import vn.hanoi.datahub.streams.processor.DirtyCells.SeriesId;

/**
 * The cells of a task, each under its {@link CellKey}. Indicators that count the same event type change together, so
 * their rows of one area and period are stored as one record, a pack: one write and one record in the changelog instead
 * of nine. Only rows of local folds are packed; a fold that looks back over its series would read all the others with
 * it. What is packed together is counted by one task: changes are partitioned by {@link #groups group} and area.
 *
 * <pre>
 *   =event type 00 area 00 | granularity (1) | start (4)      format (1) { definition, row } …
 * </pre>
 *
 * <p>Packs of one area are held in memory until those of another are needed, or {@link #flush} is called: whoever
 * changes cells calls it before the task commits.
 */
final class PackedCells {

    private static final char MARK = '=';
    private static final byte[] ALL_FROM = {MARK};
    private static final byte[] ALL_TO = {MARK + 1};
    private static final int PERIOD_BYTES = 5;
    private static final int FORMAT = 1;

    /** The rows of one area and period, by name of definition. */
    private static final class Pack {
        private final SortedMap<String, byte[]> rows;
        private boolean isChanged;

        private Pack(SortedMap<String, byte[]> rows) {
            this.rows = rows;
        }

        static Pack of(byte @Nullable [] bytes) {
            SortedMap<String, byte[]> rows = new TreeMap<>();
            if (bytes != null) {
                StateReader reader = new StateReader(bytes);
                int format = reader.octet();
                if (format != FORMAT) {
                    throw new IllegalStateException("a pack of format " + format + " was written by a newer processor");
                }
                while (reader.hasMore()) {
                    String name = reader.text();
                    int length = (int) reader.number();
                    int from = reader.position();
                    rows.put(name, Arrays.copyOfRange(bytes, from, from + length));
                    reader.skip(length);
                }
            }
            return new Pack(rows);
        }

        byte @Nullable [] toBytes() {
            if (rows.isEmpty()) {
                return null;
            }
            StateWriter writer = new StateWriter().octet(FORMAT);
            rows.forEach((name, row) -> writer.text(name).number(row.length).raw(row));
            return writer.toBytes();
        }
    }

    private final KeyValueStore<Bytes, byte[]> store;

    /** The group of each packed definition, by name. */
    private final Map<String, byte[]> groups = new HashMap<>();

    /** Up to where packs were looked through for a definition that is no longer counted. */
    private final Map<String, Bytes> sweptTo = new HashMap<>();

    private final Map<Bytes, Pack> page = new HashMap<>();
    private byte[] pageOf = {};

    PackedCells(KeyValueStore<Bytes, byte[]> store, ActiveDefinitions active) {
        this.store = store;
        groups(active).forEach((name, group) -> groups.put(name, group.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns what the packs of each packed definition have in common, by name of the definition. */
    static Map<String, String> groups(ActiveDefinitions active) {
        Map<String, String> groups = new HashMap<>();
        active.all().forEach(definition -> {
            String group = group(definition);
            if (group != null) {
                groups.put(ActiveDefinitions.name(definition), group);
            }
        });
        return groups;
    }

    /** Returns what the packs of a definition have in common; null if its rows are not packed. */
    static @Nullable String group(IndicatorDefinition definition) {
        return definition.folding().isLocal()
                        && definition.counting().eventTypes().size() == 1
                ? MARK + definition.counting().eventTypes().get(0)
                : null;
    }

    /** Returns what series have in common whose rows are packed together. */
    String together(SeriesId id) {
        byte[] group = groups.get(id.definition());
        return (group == null ? id.definition() : new String(group, StandardCharsets.UTF_8)) + ' ' + id.area();
    }

    /**
     * Reads a row from a store that this processor does not write to.
     *
     * @param stored reads the store's record with a key; null where there is none
     */
    static byte @Nullable [] row(
            IndicatorDefinition definition, AreaId area, Period period, Function<Bytes, byte @Nullable []> stored) {
        String name = ActiveDefinitions.name(definition);
        String group = group(definition);
        byte[] record =
                stored.apply(CellKey.row(CellKey.series(group == null ? name : group, area.toString()), period));
        return group == null ? record : find(name, record);
    }

    private static byte @Nullable [] find(String name, byte @Nullable [] pack) {
        return Pack.of(pack).rows.get(name);
    }

    byte @Nullable [] get(Bytes key) {
        Place place = place(key.get());
        return place == null ? store.get(key) : pack(place).rows.get(place.name());
    }

    void put(Bytes key, byte[] value) {
        Place place = place(key.get());
        if (place == null) {
            store.put(key, value);
        } else {
            Pack pack = pack(place);
            pack.rows.put(place.name(), value);
            pack.isChanged = true;
        }
    }

    /** Where a packed row is. */
    private record Place(String name, byte[] group, byte[] key) {
        /** Returns the row's key with the group in place of the definition. */
        byte[] packed() {
            return replaced(key, name.getBytes(StandardCharsets.UTF_8).length, group);
        }
    }

    private static byte[] replaced(byte[] key, int name, byte[] by) {
        return ByteBuffer.allocate(by.length + key.length - name)
                .put(by)
                .put(key, name, key.length - name)
                .array();
    }

    private @Nullable Place place(byte[] key) {
        int name = end(key, 0);
        int area = end(key, name + 1);
        if (key.length != area + 1 + PERIOD_BYTES) {
            return null;
        }
        String text = new String(key, 0, name, StandardCharsets.UTF_8);
        byte[] group = groups.get(text);
        return group == null ? null : new Place(text, group, key);
    }

    private static int end(byte[] key, int from) {
        int end = from;
        while (end < key.length && key[end] != 0) {
            end++;
        }
        return end;
    }

    private Pack pack(Place place) {
        byte[] key = place.packed();
        int area = key.length - PERIOD_BYTES;
        if (pageOf.length != area || !Arrays.equals(pageOf, 0, area, key, 0, area)) {
            flush();
            page.clear();
            pageOf = Arrays.copyOf(key, area);
        }
        return page.computeIfAbsent(Bytes.wrap(key), at -> Pack.of(store.get(at)));
    }

    /** Writes the packs that have changed. */
    void flush() {
        page.forEach((key, pack) -> {
            if (pack.isChanged) {
                store.put(key, pack.toBytes());
                pack.isChanged = false;
            }
        });
    }

    /** Returns the cells between two keys of one definition, as if none were packed. The caller closes it. */
    KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        flush();
        int length = end(from.get(), 0);
        String name = new String(from.get(), 0, length, StandardCharsets.UTF_8);
        byte[] group = groups.get(name);
        return group == null
                ? store.range(from, to)
                : new Unpacked(
                        name,
                        group.length,
                        store.range(
                                Bytes.wrap(replaced(from.get(), length, group)),
                                Bytes.wrap(replaced(to.get(), length, group))),
                        store.range(from, to));
    }

    /** The rows of one definition in its packs, and its other cells, in the order of their keys. */
    private static final class Unpacked implements KeyValueIterator<Bytes, byte[]> {
        private final String name;
        private final byte[] nameBytes;
        private final int group;
        private final KeyValueIterator<Bytes, byte[]> packs;
        private final KeyValueIterator<Bytes, byte[]> others;
        private @Nullable KeyValue<Bytes, byte[]> row;

        Unpacked(
                String name, int group, KeyValueIterator<Bytes, byte[]> packs, KeyValueIterator<Bytes, byte[]> others) {
            this.name = name;
            this.nameBytes = name.getBytes(StandardCharsets.UTF_8);
            this.group = group;
            this.packs = packs;
            this.others = others;
            this.row = nextRow();
        }

        private @Nullable KeyValue<Bytes, byte[]> nextRow() {
            while (packs.hasNext()) {
                KeyValue<Bytes, byte[]> pack = packs.next();
                byte[] found = find(name, pack.value);
                if (found != null) {
                    return KeyValue.pair(Bytes.wrap(replaced(pack.key.get(), group, nameBytes)), found);
                }
            }
            return null;
        }

        @Override
        public boolean hasNext() {
            return row != null || others.hasNext();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            KeyValue<Bytes, byte[]> first = row;
            if (first == null || (others.hasNext() && others.peekNextKey().compareTo(first.key) < 0)) {
                return others.next();
            }
            row = nextRow();
            return first;
        }

        @Override
        public Bytes peekNextKey() {
            KeyValue<Bytes, byte[]> first = row;
            return first == null || (others.hasNext() && others.peekNextKey().compareTo(first.key) < 0)
                    ? others.peekNextKey()
                    : first.key;
        }

        @Override
        public void close() {
            packs.close();
            others.close();
        }
    }

    /**
     * Deletes cells of a definition that is no longer counted, some at a time: its group may be unknown by now, so all
     * packs are looked through.
     *
     * @param most how many records are deleted or looked at
     * @return whether some may be left
     */
    boolean sweep(String name, int most) {
        flush();
        page.clear();
        byte[] prefix = CellKey.definition(name);
        List<Bytes> own = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> cells = store.range(CellKey.beginning(prefix), CellKey.end(prefix))) {
            while (cells.hasNext() && own.size() < most) {
                own.add(cells.next().key);
            }
        }
        own.forEach(store::delete);
        return own.size() == most || sweepPacks(name, most);
    }

    private boolean sweepPacks(String name, int most) {
        Bytes from = sweptTo.getOrDefault(name, Bytes.wrap(ALL_FROM));
        Map<Bytes, Pack> changed = new HashMap<>();
        Bytes last = null;
        boolean hasMore;
        try (KeyValueIterator<Bytes, byte[]> packs = store.range(from, Bytes.wrap(ALL_TO))) {
            for (int i = 0; i < most && packs.hasNext(); i++) {
                KeyValue<Bytes, byte[]> entry = packs.next();
                Pack pack = Pack.of(entry.value);
                last = entry.key;
                if (pack.rows.remove(name) != null) {
                    changed.put(entry.key, pack);
                }
            }
            hasMore = packs.hasNext();
        }
        changed.forEach((key, pack) -> store.put(key, pack.toBytes()));
        if (hasMore && last != null) {
            sweptTo.put(name, last);
        } else {
            sweptTo.remove(name);
        }
        return hasMore;
    }
}
