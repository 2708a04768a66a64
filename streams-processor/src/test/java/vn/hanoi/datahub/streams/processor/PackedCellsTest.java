package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/** Rows of indicators that change together are one record. */
class PackedCellsTest {

    private static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());
    private static final ActiveDefinitions ACTIVE = new ActiveDefinitions(CATALOGUE.definitions());
    private static final AreaId CITY = CATALOGUE.areas().city().id();
    private static final AreaId COMMUNE = AreaId.parse("00004@2025-07-01");
    private static final Period JULY = Period.parse("2025-07");
    private static final Period AUGUST = Period.parse("2025-08");
    private static final String ON_TIME = name("dg.tthc_on_time");
    private static final String ONLINE = name("dg.tthc_dossiers_online");
    private static final String OF_STATIONS = name("air.vn_aqi_daily");

    private final KeyValueStore<Bytes, byte[]> store = InMemory.store(TallyProcessor.CELLS);
    private final PackedCells cells = new PackedCells(store, ACTIVE);

    private static String name(String indicator) {
        return ActiveDefinitions.name(definition(indicator));
    }

    private static IndicatorDefinition definition(String indicator) {
        return CATALOGUE.findDefinition(indicator).orElseThrow();
    }

    private static Bytes row(String definition, AreaId area, Period period) {
        return CellKey.row(CellKey.series(definition, area.toString()), period);
    }

    private void put(String definition, AreaId area, Period period, String value) {
        cells.put(row(definition, area, period), value.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] value) {
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    private String get(String definition, AreaId area, Period period) {
        return text(cells.get(row(definition, area, period)));
    }

    private List<String> all(String definition) {
        byte[] prefix = CellKey.definition(definition);
        List<String> found = new ArrayList<>();
        Bytes last = CellKey.beginning(prefix);
        try (KeyValueIterator<Bytes, byte[]> range = cells.range(CellKey.beginning(prefix), CellKey.end(prefix))) {
            while (range.hasNext()) {
                assertThat(range.peekNextKey()).isGreaterThan(last);
                var entry = range.next();
                last = entry.key;
                found.add(CellKey.area(prefix, entry.key) + " " + text(entry.value));
            }
        }
        return found;
    }

    private long records() {
        return store.approximateNumEntries();
    }

    @Test
    void rowsOfOneEventTypeAreOneRecordPerAreaAndPeriod() {
        put(ON_TIME, CITY, JULY, "a");
        put(ONLINE, CITY, JULY, "b");
        put(ON_TIME, CITY, AUGUST, "c");
        assertThat(records()).as("nothing is written before the end").isZero();
        cells.flush();

        assertThat(records()).isEqualTo(2);
        assertThat(get(ON_TIME, CITY, JULY)).isEqualTo("a");
        assertThat(get(ONLINE, CITY, JULY)).isEqualTo("b");
        assertThat(get(ONLINE, CITY, AUGUST)).isNull();
    }

    @Test
    void anotherAreaIsAnotherRecord_andWhatWasChangedBeforeIsWritten() {
        put(ON_TIME, CITY, JULY, "a");
        put(ON_TIME, COMMUNE, JULY, "b");
        put(ON_TIME, CITY, JULY, "c");
        cells.flush();

        assertThat(records()).isEqualTo(2);
        assertThat(get(ON_TIME, CITY, JULY)).isEqualTo("c");
        assertThat(get(ON_TIME, COMMUNE, JULY)).isEqualTo("b");
    }

    @Test
    void aFoldThatLooksBackOverItsSeriesKeepsItsRowsToItself() {
        put(OF_STATIONS, CITY, JULY, "a");

        assertThat(PackedCells.group(definition("air.vn_aqi_daily"))).isNull();
        assertThat(text(store.get(row(OF_STATIONS, CITY, JULY)))).isEqualTo("a");
    }

    /** Rows and a fold's own cells, in the order of their keys, as if none were packed. */
    @Test
    void aRangeHasTheCellsOfOneDefinition() {
        put(ON_TIME, CITY, JULY, "city july");
        put(ONLINE, CITY, JULY, "other");
        put(ON_TIME, COMMUNE, AUGUST, "commune august");
        put(ON_TIME, COMMUNE, JULY, "commune july");
        byte[] key = row(ON_TIME, COMMUNE, JULY).get();
        cells.put(Bytes.wrap(Arrays.copyOf(key, key.length + 3)), "own".getBytes(StandardCharsets.UTF_8));

        assertThat(all(ON_TIME))
                .containsExactly(
                        COMMUNE + " commune july", COMMUNE + " own", COMMUNE + " commune august", CITY + " city july");
        assertThat(all(ONLINE)).containsExactly(CITY + " other");
    }

    @Test
    void whatIsNoLongerCountedIsRemoved_someAtATime() {
        for (int month = 1; month <= 9; month++) {
            put(ON_TIME, CITY, Period.parse("2025-0" + month), "a");
            put(ONLINE, CITY, Period.parse("2025-0" + month), "b");
        }
        put(ON_TIME, COMMUNE, JULY, "alone");
        byte[] unpacked = row(ON_TIME, COMMUNE, JULY).get();
        cells.put(Bytes.wrap(Arrays.copyOf(unpacked, unpacked.length + 3)), "own".getBytes(StandardCharsets.UTF_8));
        cells.flush();
        PackedCells later = new PackedCells(store, new ActiveDefinitions(List.of())); // the catalogue has neither

        int rounds = 1;
        while (later.sweep(ON_TIME, 4)) {
            rounds++;
        }

        assertThat(rounds).isEqualTo(3);
        assertThat(all(ON_TIME)).isEmpty();
        assertThat(all(ONLINE)).hasSize(9);
        assertThat(records()).as("an empty record is deleted").isEqualTo(9);
    }

    @Test
    void aRowIsReadWhereItIsPacked() {
        put(ON_TIME, CITY, JULY, "a");
        put(OF_STATIONS, CITY, JULY, "b");
        cells.flush();

        assertThat(text(PackedCells.row(definition("dg.tthc_on_time"), CITY, JULY, store::get)))
                .isEqualTo("a");
        assertThat(text(PackedCells.row(definition("air.vn_aqi_daily"), CITY, JULY, store::get)))
                .isEqualTo("b");
        assertThat(PackedCells.row(definition("dg.tthc_dossiers_online"), CITY, JULY, store::get))
                .isNull();
    }

    @Test
    void aPackOfANewerProcessorStopsTheTask() {
        put(ON_TIME, CITY, JULY, "a");
        cells.flush();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            store.put(all.next().key, new byte[] {9});
        }

        assertThatThrownBy(() -> new PackedCells(store, ACTIVE).get(row(ON_TIME, CITY, JULY)))
                .hasMessageContaining("format 9");
    }
}
