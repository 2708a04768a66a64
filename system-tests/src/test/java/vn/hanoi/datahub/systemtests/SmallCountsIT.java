package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tries to work out small counts of people from all roll-ups of all releases of open data. */
class SmallCountsIT {

    private static final String DATASET = "dg.tthc_dossiers_online";
    private static final List<String> COMMUNES =
            List.of("00001", "00004", "00006", "00007", "00008", "00037", "00040", "00043", "00046");
    private static final List<String> MONTHS = List.of("2022-01", "2022-02", "2022-05");

    /** Longer than figures must have rested before they are released here. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final RunningHub hub = RunningHub.get();

    @TempDir
    private Path folder;

    private record Cell(String area, String period) {}

    /** What can be read, and null for what is hidden. */
    private record Release(Map<Cell, Integer> truth, Map<Cell, Integer> shown) {}

    @Test
    void smallCountsCannotBeWorkedOut_overRollUpsAndReleases() throws Exception {
        Random random = new Random(5);
        Map<Cell, Integer> counts = new TreeMap<>(java.util.Comparator.comparing(Cell::toString));
        for (String commune : COMMUNES) {
            for (String month : MONTHS) {
                add(counts, commune, month, random.nextInt(5) == 0 ? 0 : random.nextInt(14) + 1);
            }
        }
        awaitCity(counts);
        Map<String, Object> quick = Map.of("hub.query.open-data.every", "200ms", "hub.query.open-data.rest", "1s");
        String history = "jdbc:duckdb:" + folder.resolve("open.duckdb");
        List<Release> releases = new ArrayList<>();
        String[] csvOfLastRelease = new String[1];
        try (OwnQueryService reader = new OwnQueryService(hub, history, quick)) {
            awaitRelease(reader, counts, releases);
            assertThat(releases.get(0).shown().values().stream().filter(count -> count > 0 && count < 5))
                    .isEmpty();
            assertThat(releases.get(0).shown()).as("what can be shown, is").hasSizeGreaterThan(20);
            assertThat(releases.get(0).shown()).containsEntry(new Cell("01", "2022"), city(counts));

            for (int step = 0; step < 4; step++) {
                for (int i = 0; i < 3; i++) {
                    add(
                            counts,
                            COMMUNES.get(random.nextInt(COMMUNES.size())),
                            MONTHS.get(random.nextInt(3)),
                            random.nextInt(9) + 1);
                }
                awaitCity(counts);
                awaitRelease(reader, counts, releases);
            }
            Map<Cell, Integer> shown = read(reader);
            add(counts, "00049", "2022-05", 3);
            awaitCity(counts);
            awaitRelease(reader, counts, releases);
            assertThat(read(reader))
                    .as("three new ones where nothing else has changed are the difference of any two sums")
                    .isEqualTo(shown);
            assertThat(isHeld(reader)).as("and it is said").isTrue();
            String before = csv(reader, DATASET + ".csv");
            reader.close();
            reader.start();
            assertThat(csv(reader, DATASET + ".csv"))
                    .as("a restart releases nothing anew")
                    .isEqualTo(before);
            csvOfLastRelease[0] = before;
            assertThat(csv(
                                    reader,
                                    LocalDate.now(java.time.ZoneOffset.ofHours(7))
                                                    .minusDays(1) + "/" + DATASET + ".csv")
                            .lines())
                    .as("nothing had been released yesterday")
                    .hasSize(1);
        }
        theDatabaseCanBeLost(csvOfLastRelease[0], quick);
        assertThat(releases).as("not all are held back").hasSizeGreaterThan(2);
        assertThat(attack(releases)).isEmpty();
        List<Release> careless = releases.stream()
                .map(release -> new Release(release.truth(), withoutSmall(release.truth())))
                .toList();
        assertThat(attack(careless))
                .as("hiding the small ones alone would not do")
                .isNotEmpty();
    }

    /** Everything that was ever released is in its topic: a new database says the same, and hides the same. */
    private void theDatabaseCanBeLost(String before, Map<String, Object> quick) throws Exception {
        try (OwnQueryService other = new OwnQueryService(hub, "jdbc:duckdb:" + folder.resolve("lost.duckdb"), quick)) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(csv(other, DATASET + ".csv")).isEqualTo(before));
        }
    }

    private static Map<Cell, Integer> withoutSmall(Map<Cell, Integer> truth) {
        Map<Cell, Integer> shown = new TreeMap<>(java.util.Comparator.comparing(Cell::toString));
        shown.putAll(truth);
        shown.values().removeIf(count -> count > 0 && count < 5);
        return shown;
    }

    /** So many more dossiers were resolved in a commune and month. */
    private void add(Map<Cell, Integer> counts, String commune, String month, int more) {
        int before = counts.getOrDefault(new Cell(commune, month), 0);
        List<String> events = new ArrayList<>();
        for (int i = before; i < before + more; i++) {
            events.add(FrontDoorIT.dossierOf(month, "open-" + commune + "-" + month + "-" + i, commune));
        }
        if (!events.isEmpty()) {
            assertThat(hub.post("H26.HCC", "application/cloudevents-batch+json", "[" + String.join(",", events) + "]")
                            .status())
                    .isEqualTo(202);
        }
        counts.put(new Cell(commune, month), before + more);
    }

    private static int city(Map<Cell, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void awaitCity(Map<Cell, Integer> counts) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> hub.row(DATASET, "01", "2022", "year")
                                .path("denominator")
                                .asInt(0)
                        == city(counts));
    }

    /**
     * What is released once nothing changes any more: the newest figures, or the former ones where those would give
     * something away.
     */
    private void awaitRelease(OwnQueryService reader, Map<Cell, Integer> counts, List<Release> releases) {
        await().pollDelay(SETTLED)
                .atMost(Duration.ofSeconds(30))
                .until(() -> isHeld(reader)
                        || read(reader).get(new Cell("01", "2022")).equals(city(counts)));
        if (!isHeld(reader)) {
            releases.add(new Release(totals(counts), read(reader)));
        }
    }

    private boolean isHeld(OwnQueryService reader) {
        return reader.get("/open-data/" + DATASET + ".json")
                .path("description")
                .asString()
                .contains("2022");
    }

    private Map<Cell, Integer> read(OwnQueryService reader) {
        Map<Cell, Integer> shown = new TreeMap<>(java.util.Comparator.comparing(Cell::toString));
        shown.put(new Cell("01", "2022"), -1);
        for (JsonNode row : reader.get("/open-data/" + DATASET + ".json").path("rows")) {
            String period = row.path("period").asString();
            if (period.startsWith("2022") && row.path("suppressed").asBoolean()) {
                for (String hidden : List.of(
                        "value",
                        "numerator",
                        "denominator",
                        "events",
                        "coverage",
                        "status",
                        "revision",
                        "recordedAt")) {
                    assertThat(row.path(hidden).isNull()).isTrue();
                }
            } else if (period.startsWith("2022")) {
                shown.put(
                        new Cell(row.path("area").asString(), period),
                        row.path("denominator").asInt());
            }
        }
        return shown;
    }

    private static Map<Cell, Integer> totals(Map<Cell, Integer> counts) {
        Map<Cell, Integer> totals = new TreeMap<>(java.util.Comparator.comparing(Cell::toString));
        counts.forEach((cell, count) -> {
            for (String area : List.of(cell.area(), district(cell.area()), "01")) {
                for (String period : List.of(cell.period(), quarter(cell.period()), "2022")) {
                    totals.merge(new Cell(area, period), count, Integer::sum);
                }
            }
        });
        return totals;
    }

    private static String district(String commune) {
        return commune.compareTo("00030") < 0 ? "001" : "002";
    }

    private static String quarter(String month) {
        return month.compareTo("2022-04") < 0 ? "2022-Q1" : "2022-Q2";
    }

    /**
     * Takes every sum of every release, puts in for hidden cells what other releases show of them, and subtracts; and
     * does the same with what changed between releases.
     */
    private static Set<String> attack(List<Release> releases) {
        Set<String> found = new HashSet<>();
        for (Release release : releases) {
            Map<Cell, Integer> known = new TreeMap<>(java.util.Comparator.comparing(Cell::toString));
            releases.forEach(other -> known.putAll(other.shown()));
            known.putAll(release.shown());
            boolean more = true;
            while (more) {
                more = false;
                for (List<Cell> sum : sums(release.truth())) {
                    List<Cell> unknown = sum.stream()
                            .filter(cell -> !known.containsKey(cell))
                            .toList();
                    if (unknown.size() == 1) {
                        Cell hidden = unknown.get(0);
                        int worth = solve(sum, hidden, known);
                        known.put(hidden, worth);
                        more = true;
                        if (worth == release.truth().get(hidden) && worth > 0 && worth < 5) {
                            found.add(hidden + " = " + worth);
                        }
                    }
                }
            }
            for (Release other : releases) {
                for (List<Cell> sum : sums(release.truth())) {
                    List<Cell> changed = sum.stream()
                            .filter(cell -> !release.shown().containsKey(cell)
                                    && other.shown()
                                                    .getOrDefault(
                                                            cell, other.truth().containsKey(cell) ? -1 : 0)
                                            >= 0)
                            .toList();
                    boolean othersAreSettled = sum.stream()
                            .allMatch(cell -> changed.contains(cell)
                                    || release.shown().containsKey(cell)
                                            == other.shown().containsKey(cell));
                    if (changed.size() == 1 && othersAreSettled) {
                        int worth = difference(sum, changed.get(0), release.shown(), other.shown());
                        if (worth == release.truth().get(changed.get(0)) && worth > 0 && worth < 5) {
                            found.add(changed.get(0) + " = " + worth + ", by what changed");
                        }
                    }
                }
            }
        }
        return found;
    }

    /** The whole first, then its parts. */
    private static List<List<Cell>> sums(Map<Cell, Integer> truth) {
        List<List<Cell>> sums = new ArrayList<>();
        for (Cell whole : truth.keySet()) {
            List<Cell> inSpace = new ArrayList<>(List.of(whole));
            List<Cell> inTime = new ArrayList<>(List.of(whole));
            for (Cell part : truth.keySet()) {
                boolean below = whole.area().equals("01")
                        ? part.area().length() == 3
                        : whole.area().length() == 3
                                && part.area().length() == 5
                                && district(part.area()).equals(whole.area());
                if (below && part.period().equals(whole.period())) {
                    inSpace.add(part);
                }
                boolean within = whole.period().equals("2022")
                        ? part.period().contains("Q")
                        : whole.period().contains("Q")
                                && part.period().length() == 7
                                && !part.period().contains("Q")
                                && quarter(part.period()).equals(whole.period());
                if (within && part.area().equals(whole.area())) {
                    inTime.add(part);
                }
            }
            sums.add(inSpace);
            sums.add(inTime);
        }
        sums.removeIf(sum -> sum.size() == 1);
        return sums;
    }

    private static int solve(List<Cell> sum, Cell hidden, Map<Cell, Integer> known) {
        int rest = 0;
        for (int i = 0; i < sum.size(); i++) {
            if (!sum.get(i).equals(hidden)) {
                rest += (i == 0 ? 1 : -1) * known.get(sum.get(i));
            }
        }
        return sum.get(0).equals(hidden) ? -rest : rest;
    }

    private static int difference(List<Cell> sum, Cell changed, Map<Cell, Integer> now, Map<Cell, Integer> then) {
        int rest = 0;
        for (int i = 0; i < sum.size(); i++) {
            Cell cell = sum.get(i);
            if (!cell.equals(changed) && now.containsKey(cell)) {
                rest += (i == 0 ? 1 : -1) * (now.get(cell) - then.get(cell));
            }
        }
        return then.getOrDefault(changed, 0) + (sum.get(0).equals(changed) ? -rest : rest);
    }

    private String csv(OwnQueryService reader, String file) {
        return hub.get(reader.url("/open-data/" + file), "*/*").text();
    }
}
