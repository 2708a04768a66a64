package vn.hanoi.datahub.query.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.disclosure.Column;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.history.Released;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;

/**
 * What former releases have said is kept as what each said anew: nothing that decides is lost by that, and it does not
 * grow with how often was released.
 */
class ProtectionTest {

    private static final String ID = "dg.tthc_dossiers_online";
    private static final IndicatorDefinition DEFINITION =
            Shipped.CATALOGUE.findDefinition(ID).orElseThrow();
    private static final Instant T0 = Instant.parse("2025-11-01T00:00:00Z");
    private static final List<Granularity> LONG = List.of(Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR);
    private static final List<AreaId> COMMUNES = Shipped.CATALOGUE.areas().all().stream()
            .map(area -> area.id())
            .filter(id -> id.isCommune() && id.since().toString().equals("2025-07-01"))
            .limit(6)
            .toList();
    private static final AreaId CITY = Shipped.CATALOGUE.areas().city().id();
    private static final List<Period> MONTHS =
            List.of(Period.parse("2025-07"), Period.parse("2025-08"), Period.parse("2025-10"));

    private final Protection protection =
            new Protection(Map.of(ID, new AdditivityConstraints(Shipped.CATALOGUE.areas(), DEFINITION, LONG)));

    private record Cell(AreaId area, Period month) {}

    private static Map<Cell, Integer> counts(Random random) {
        Map<Cell, Integer> counts = new HashMap<>();
        COMMUNES.forEach(commune -> MONTHS.forEach(month -> counts.put(new Cell(commune, month), random.nextInt(12))));
        return counts;
    }

    /** All cells that the communes' months add up to. */
    private static List<Value> table(Map<Cell, Integer> counts, Instant at) {
        Map<AreaPeriod, Integer> sums = new TreeMap<>(java.util.Comparator.comparing(AreaPeriod::toString));
        counts.forEach((cell, count) -> {
            for (AreaId area : List.of(cell.area(), CITY)) {
                for (Granularity granularity : LONG) {
                    sums.merge(new AreaPeriod(area, cell.month().in(granularity)), count, Integer::sum);
                }
            }
        });
        List<Value> values = new ArrayList<>();
        sums.forEach((name, count) -> values.add(new Value(
                new ValueKey(ID, 1, "", name.area(), "", name.period()),
                100.0,
                BigDecimal.valueOf(count),
                BigDecimal.valueOf(count),
                count,
                null,
                1,
                at,
                at,
                false)));
        return values;
    }

    private static List<Released> changed(List<Released> rows, Map<AreaPeriod, Released> before) {
        return rows.stream()
                .filter(row -> {
                    Released last = before.get(AreaPeriod.of(row.value()));
                    return last == null || !last.isSameAs(row);
                })
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void decidesAsIfEachReleaseHadToldAllAgain(long seed) {
        Random random = new Random(seed);
        Map<Cell, Integer> counts = counts(random);
        List<List<Column<AreaPeriod>>> whole = new ArrayList<>();
        Protection.Former news = new Protection.Former();
        Map<AreaPeriod, Released> state = new LinkedHashMap<>();
        int released = 0;
        for (int step = 0; step < 12; step++) {
            Instant at = T0.plusSeconds(step);
            Map<String, List<Value>> table = Map.of(ID, table(counts, T0));
            Optional<Map<String, List<Released>>> next = protection.release(table, news, at);
            assertThat(next).isEqualTo(protection.release(table, whole, at));
            if (next.isPresent()) {
                List<Released> rows = next.get().get(ID);
                protection.add(news, Map.of(ID, changed(rows, state)));
                rows.forEach(row -> state.put(AreaPeriod.of(row.value()), row));
                whole.add(protection.columns(Map.of(ID, List.copyOf(state.values()))));
                released++;
            }
            for (int i = random.nextInt(3); i >= 0; i--) {
                counts.merge(
                        new Cell(
                                COMMUNES.get(random.nextInt(COMMUNES.size())),
                                MONTHS.get(random.nextInt(MONTHS.size()))),
                        random.nextInt(7),
                        Integer::sum);
            }
        }
        assertThat(released).isPositive();
    }

    @Test
    void whatIsKeptGrowsWithWhatChanged() {
        Map<Cell, Integer> counts = counts(new Random(1));
        Protection.Former former = new Protection.Former();
        List<Released> first = table(counts, T0).stream()
                .map(value -> new Released(value, false, T0))
                .toList();
        protection.add(former, Map.of(ID, first));
        int once = former.size();
        for (int release = 1; release <= 100; release++) {
            Released one = first.get(release % first.size());
            protection.add(former, Map.of(ID, List.of(one)));
        }

        assertThat(former.size())
                .as("two columns, and three sums at most that one cell is in")
                .isLessThanOrEqualTo(once + 100 * 2 * 6);
        assertThat(former.size()).isLessThan(once * 30);
    }
}
