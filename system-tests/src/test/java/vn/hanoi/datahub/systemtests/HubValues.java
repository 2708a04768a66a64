package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.values.IndicatorValue;
import vn.hanoi.datahub.values.IndicatorValueKey;

/** What the hub published, held against the oracle: every indicator, area, period and part. */
final class HubValues {

    private final Catalogue catalogue;
    private final Map<String, Oracle.Value> values = new TreeMap<>();
    private final Map<String, Long> outcomes = new HashMap<>();

    HubValues(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Takes a record of the value topic; the newest of a key counts. */
    void put(IndicatorValueKey key, IndicatorValue value) {
        if (key.getIndicator().equals("hub.outcomes")) {
            if (key.getDimension().equals("account")) {
                outcomes.put(key.getPeriod() + key.getMember(), value.getEvents());
            }
            return;
        }
        String slice = key.getDimension().isEmpty() ? "" : key.getDimension() + "=" + key.getMember();
        String cell = String.join("|", key.getIndicator(), key.getArea(), key.getPeriod(), slice);
        if (isAmbiguous(cell)) {
            return;
        }
        if (value.getEvents() == 0) {
            values.remove(cell);
        } else {
            values.put(cell, new Oracle.Value(value.getValue(), value.getEvents()));
        }
    }

    /** A commune's year 2025 holds two units under one code; the hub tells them apart, the oracle's keys cannot. */
    private boolean isAmbiguous(String cell) {
        String[] parts = cell.split("\\|", -1);
        return parts[2].equals("2025")
                && catalogue.areas().findLatest(parts[1]).orElseThrow().level() == AreaLevel.COMMUNE;
    }

    Map<String, Long> outcomes() {
        Map<String, Long> sum = new TreeMap<>();
        outcomes.forEach((account, events) -> sum.merge(account.split("\\|", -1)[2], events, Long::sum));
        sum.values().removeIf(events -> events == 0);
        return sum;
    }

    Map<String, Oracle.Value> values() {
        return values;
    }

    void assertEqualTo(Oracle oracle) {
        assertValuesEqualTo(oracle);
        Map<String, Long> expected = new TreeMap<>(oracle.outcomes());
        expected.values().removeIf(events -> events == 0);
        assertThat(outcomes()).isEqualTo(expected);
    }

    void assertValuesEqualTo(Oracle oracle) {
        Map<String, Oracle.Value> expected = new TreeMap<>(oracle.values());
        expected.keySet().removeIf(cell -> oracle.isCarried(cell) || isAmbiguous(cell));
        Map<String, Oracle.Value> actual = new TreeMap<>(values);
        actual.keySet().removeIf(oracle::isCarried);
        // A task that leaves a group changes the group in a month in which it has no event of that group: the hub says
        // so, the oracle has no cell for it.
        actual.keySet()
                .removeIf(cell ->
                        cell.startsWith("tasks.completed|") && !cell.endsWith("|") && !expected.containsKey(cell));
        assertThat(actual).hasSizeGreaterThan(100);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        actual.forEach((cell, value) -> {
            assertThat(value.events())
                    .as("events of " + cell)
                    .isEqualTo(expected.get(cell).events());
            if (expected.get(cell).value() == null) {
                assertThat(value.value()).as(cell).isNull();
            } else {
                assertThat(value.value())
                        .as(cell)
                        .isCloseTo(expected.get(cell).value(), org.assertj.core.data.Percentage.withPercentage(1e-10));
            }
        });
    }
}
