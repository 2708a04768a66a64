package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.standalone.agency.BatchClient;
import vn.hanoi.datahub.standalone.agency.BatchClient.Outcomes;
import vn.hanoi.datahub.standalone.agency.FilePush;
import vn.hanoi.datahub.standalone.agency.HubClient;
import vn.hanoi.datahub.standalone.agency.Messages;
import vn.hanoi.datahub.standalone.agency.PushLog;

/** Real, dirty measurements through the front door, held against a computation of a few lines over the same file. */
class RealSensorsIT {

    private static final Path DATA = Path.of(System.getenv().getOrDefault("HUB_REAL_DATA", "../../shared/data"));
    private static final Path AIR = DATA.resolve("hanoi_air/hanoi_us_embassy_pm25_hourly_2015_2017.csv.gz");
    private static final Path TRAFFIC = DATA.resolve("aarhus_traffic/aarhus_traffic_2014-09-01_2014-09-02.csv.gz");

    /** Of 236,399; the rest takes a minute and tells little more. */
    private static final int TRAFFIC_ROWS = Integer.getInteger("traffic.rows", 20_000);

    /** Three years have 26,300 hours. */
    private static final int AIR_ROWS = Integer.getInteger("air.rows", 13_000);

    private final RunningHub hub = RunningHub.get();

    private static List<NamedCsvRecord> rows(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(
                        file.toString().endsWith(".gz")
                                ? new GZIPInputStream(Files.newInputStream(file))
                                : Files.newInputStream(file),
                        StandardCharsets.UTF_8))) {
            return csv.stream().toList();
        }
    }

    @TempDir
    private Path folder;

    private JsonNode push(Path file, String type, String agency, String mapping)
            throws IOException, InterruptedException {
        BatchClient client = client(agency);
        Outcomes before = client.outcomes(agency, type);
        JsonNode job = new FilePush(
                        new HubClient(
                                hub.settings.ingestUrl(),
                                hub.settings.queryUrl(),
                                hub.key(agency),
                                Messages.in(Map.of())),
                        new PushLog(folder.resolve("pushes.json")))
                .push(file, new FilePush.UploadOptions(type, "../examples/" + mapping, false, true), shown -> {});
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(client.outcomes(agency, type).total() - before.total())
                        .isEqualTo(job.path("accepted").asLong()));
        return job;
    }

    private BatchClient client(String agency) {
        return new BatchClient(hub.settings.ingestUrl(), hub.settings.queryUrl(), hub.key(agency));
    }

    private Map<String, JsonNode> values(String indicator, String period, String by) {
        Map<String, JsonNode> values = new TreeMap<>();
        String path =
                "/v1/indicators/" + indicator + "/values?area=01&from=2014-01-01&to=2018-01-01&period=" + period + by;
        for (int offset = 0; ; offset += 10_000) {
            JsonNode page = hub.get(path + "&offset=" + offset).body();
            page.path("values").forEach(row -> {
                if (row.path("events").asLong() > 0) {
                    values.put(
                            row.path("period").asString()
                                    + row.path("by").path("link").asString(""),
                            row);
                }
            });
            if (page.path("next").isNull()) {
                return values;
            }
        }
    }

    private static <T> Map<String, Double> means(
            List<T> items, java.util.function.Function<T, String> key, ToDoubleFunction<T> value) {
        return items.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.averagingDouble(value)));
    }

    private void assertEqual(Map<String, JsonNode> actual, Map<String, Double> expected, double tolerance) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, value) ->
                assertThat(actual.get(key).path("value").asDouble()).as(key).isCloseTo(value, within(tolerance)));
    }

    @Test
    void hanoisAir() throws Exception {
        assumeTrue(Files.exists(AIR), AIR + " is not there; HUB_REAL_DATA names the folder with the real measurements");
        record Hour(LocalDateTime start, double value) {
            String at(int length) {
                return start.toString().substring(0, length);
            }
        }
        List<Hour> valid = new ArrayList<>();
        long empty = 0;
        long negative = 0;
        Path part = part(AIR, AIR_ROWS);
        List<NamedCsvRecord> measured = rows(part);
        for (NamedCsvRecord row : measured) {
            String value = row.getField("pm25_ugm3");
            if (value.isEmpty()) {
                empty++;
            } else if (Double.parseDouble(value) < 0) {
                negative++;
            } else {
                valid.add(new Hour(
                        OffsetDateTime.parse(row.getField("time_local_end_of_hour"))
                                .toLocalDateTime()
                                .minusHours(1),
                        Double.parseDouble(value)));
            }
        }

        JsonNode result = push(part, "air-observation", "H26.NNMT", "hanoi-air.yaml");

        assertThat(result.path("rows").asLong()).isEqualTo(measured.size());
        assertThat(result.path("skipped").asLong()).isEqualTo(empty).isPositive();
        assertThat(result.path("reasons").toString()).isEqualTo("{\"out-of-range\":" + negative + "}");
        assertThat(result.path("accepted").asLong()).isEqualTo(valid.size());
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    assertEqual(
                            values("air.pm25_mean", "year", ""), means(valid, hour -> hour.at(4), Hour::value), 1e-9);
                    assertEqual(
                            values("air.pm25_mean", "month", ""), means(valid, hour -> hour.at(7), Hour::value), 1e-9);
                    Map<String, Double> index = new HashMap<>();
                    means(valid, hour -> hour.at(10), Hour::value)
                            .forEach((day, mean) -> index.put(day, (double) dailyIndex(mean)));
                    assertEqual(values("air.vn_aqi_daily", "day", ""), index, 0);
                });

        Map<String, JsonNode> before = values("air.pm25_mean", "month", "");
        Outcomes once = client("H26.NNMT").outcomes("H26.NNMT", "air-observation");
        JsonNode again = push(part, "air-observation", "H26.NNMT", "hanoi-air.yaml");
        Outcomes twice = client("H26.NNMT").outcomes("H26.NNMT", "air-observation");
        assertThat(twice.duplicate() - once.duplicate())
                .isEqualTo(again.path("accepted").asLong());
        assertThat(values("air.pm25_mean", "month", "")).isEqualTo(before);
    }

    /** Decision 1459/QĐ-TCMT, PM2.5 alone. */
    private static long dailyIndex(double mean) {
        double[] concentration = {0, 25, 50, 80, 150, 250, 350, 500};
        double[] index = {0, 50, 100, 150, 200, 300, 400, 500};
        for (int i = 1; i < index.length; i++) {
            if (mean <= concentration[i]) {
                return Math.round(index[i - 1]
                        + (index[i] - index[i - 1])
                                * (mean - concentration[i - 1])
                                / (concentration[i] - concentration[i - 1]));
            }
        }
        return 500;
    }

    @Test
    void twoDaysOfTraffic() throws Exception {
        assumeTrue(
                Files.exists(TRAFFIC),
                TRAFFIC + " is not there; HUB_REAL_DATA names the folder with the real measurements");
        Map<String, Double> freeFlow = new HashMap<>();
        rows(TRAFFIC.resolveSibling("traffic_metadata.csv"))
                .forEach(link ->
                        freeFlow.put(link.getField("REPORT_ID"), Double.parseDouble(link.getField("NDT_IN_KMH"))));
        Map<String, double[]> byHour = new TreeMap<>();
        Map<String, double[]> byDayAndLink = new TreeMap<>();
        Path part = part(TRAFFIC, TRAFFIC_ROWS);
        Files.copy(TRAFFIC.resolveSibling("traffic_metadata.csv"), part.resolveSibling("traffic_metadata.csv"));
        List<NamedCsvRecord> measured = rows(part);
        for (NamedCsvRecord row : measured) {
            double vehicles = Double.parseDouble(row.getField("vehicle_count"));
            if (vehicles > 0) {
                String link = row.getField("report_id");
                String start = LocalDateTime.parse(row.getField("timestamp"))
                        .minusMinutes(5)
                        .toString();
                for (double[] sums : List.of(
                        byHour.computeIfAbsent(start.substring(0, 13), hour -> new double[2]),
                        byDayAndLink.computeIfAbsent(start.substring(0, 10) + link, day -> new double[2]))) {
                    sums[0] += vehicles * Double.parseDouble(row.getField("avg_speed_kmh"));
                    sums[1] += vehicles * freeFlow.get(link);
                }
            }
        }

        JsonNode result = push(part, "traffic-observation", "H26.XD", "aarhus-traffic.yaml");

        assertThat(result.path("accepted").asLong()).isEqualTo(measured.size());
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    assertEqual(values("traffic.speed_ratio", "hour", ""), ratios(byHour), 1e-12);
                    assertEqual(values("traffic.speed_ratio", "day", "&by=link"), ratios(byDayAndLink), 1e-12);
                });
    }

    /** The first rows of a file, as a file. */
    private Path part(Path file, int rows) throws IOException {
        Path part = folder.resolve("part.csv.gz");
        try (BufferedReader from = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
                PrintWriter to = new PrintWriter(new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(part)), StandardCharsets.UTF_8))) {
            from.lines().limit(rows + 1L).forEach(to::println);
        }
        return part;
    }

    private static Map<String, Double> ratios(Map<String, double[]> sums) {
        Map<String, Double> ratios = new TreeMap<>();
        sums.forEach((key, sum) -> ratios.put(key, sum[0] / sum[1]));
        return ratios;
    }
}
