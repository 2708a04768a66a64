package vn.hanoi.datahub.worldtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.agency.Timeliness;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.ingest.admission.ActiveQuarantines;
import vn.hanoi.datahub.ingest.admission.Admission;
import vn.hanoi.datahub.ingest.admission.AdmissionPolicy;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.quality.LogCount;
import vn.hanoi.datahub.quality.ReportedPeriod;
import vn.hanoi.datahub.query.view.LogCounts;
import vn.hanoi.datahub.query.view.Punctuality;
import vn.hanoi.datahub.query.view.Punctuality.Rates;
import vn.hanoi.datahub.query.view.ReportedPeriods;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.EventHeaders;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Provisioning;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.streams.processor.AccountingTopology;
import vn.hanoi.datahub.streams.processor.StateStores;
import vn.hanoi.datahub.streams.testkit.DrivenTopology;

/**
 * Punctuality in a world with due days, Tết, outages of the hub, a merger of agencies and feeds that are sent again, as
 * the hub computes it from its topics, against an oracle in SQL over the log. Communes report datasets by the month,
 * offices statistics by the quarter; gauges are heard in every hour in which the hub is there.
 */
class PunctualityTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant START = wall("2026-01-24T09:00");
    private static final Instant NOW = wall("2026-04-15T12:00");

    /** From and to, exclusive: at Tết, before and across the due day of March, and after it. */
    private static final List<String> OUTAGES = List.of(
            "2026-02-18T02:00", "2026-02-19T11:00",
            "2026-03-15T20:00", "2026-03-16T03:00",
            "2026-03-16T16:00", "2026-03-16T22:00",
            "2026-03-17T01:00", "2026-03-17T03:00",
            "2026-04-02T00:00", "2026-04-02T05:00");

    /** An event as it came into the log. */
    private record Accepted(Instant at, String topic, TestRecord<byte[], byte[]> record, ObjectNode event) {}

    private static Instant wall(String local) {
        return LocalDateTime.parse(local).atZone(CityTime.ZONE).toInstant();
    }

    private static boolean isAway(Instant hour) {
        for (int i = 0; i < OUTAGES.size(); i += 2) {
            if (!hour.isBefore(wall(OUTAGES.get(i))) && hour.isBefore(wall(OUTAGES.get(i + 1)))) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void isAsTheOracleSays(long seed, @TempDir Path folder) throws Exception {
        Catalogue catalogue = catalogue(folder);
        Registry registry = registry(catalogue, "punctuality-" + seed);
        List<Accepted> log = log(seed, catalogue, registry);

        Hub hub = hub(folder, catalogue, registry, log, "first-" + seed);
        TreeMap<String, String> expected = oracle(folder, catalogue, log);

        assertThat(hub.said).isEqualTo(expected);
        assertThat(hub.punctuality.reports().stream().map(Punctuality.Report::status))
                .contains(Timeliness.values());
        assertThat(expected)
                .as("worked out by hand: Tết moves the month to 14 February to Monday the 23rd")
                .containsEntry("due 2026-02@nd-09-2019", "2026-02-23T17:00 +33 h = 2026-02-25T02:00")
                .containsEntry("due 2026-Q1@nd-09-2019", "2026-03-16T17:00 +15 h = 2026-03-17T08:00");
        assertThat(hub(folder, catalogue, registry, log, "again-" + seed).said)
                .as("read again from the log alone")
                .isEqualTo(hub.said);
    }

    /** The shipped catalogue, with periodic feeds of communes and of statistics, and two departments that merge. */
    private static Catalogue catalogue(Path folder) throws Exception {
        write(
                folder,
                "event-types.yaml",
                "- name: dataset\n",
                "- name: dataset\n  reporting: {regime: nd-09-2019, period: month}\n");
        String types = Files.readString(folder.resolve("event-types.yaml"));
        Files.writeString(
                folder.resolve("event-types.yaml"),
                types.replace(
                        "- name: statistic\n",
                        "- name: statistic\n  reporting: {regime: nd-09-2019, period: quarter}\n"));
        write(
                folder,
                "agencies.yaml",
                "- code: H26.GDDT\n",
                "- code: H26.GDDT\n  to: 2026-02-20\n  successors: [H26.YT]\n");
        return CatalogueLoader.load(CatalogueFiles.in(folder));
    }

    private static void write(Path folder, String file, String shipped, String changed) throws Exception {
        try (InputStream yaml = Objects.requireNonNull(Catalogue.class.getResourceAsStream("/catalogue/" + file))) {
            String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).containsOnlyOnce(shipped);
            Files.writeString(folder.resolve(file), text.replace(shipped, changed));
        }
    }

    private static Registry registry(Catalogue catalogue, String name) {
        String url = "mock://" + name;
        Provisioning.registerSchemas(Registry.client(url), Topics.of(catalogue));
        return Registry.at(url);
    }

    /** Gauges in every hour, reports around their due days, and at the end all reports once more. */
    private static List<Accepted> log(long seed, Catalogue catalogue, Registry registry) {
        Random random = new Random(seed);
        List<Map.Entry<Instant, ObjectNode>> sent = new ArrayList<>();
        for (Instant hour = START; hour.isBefore(NOW); hour = hour.plus(1, ChronoUnit.HOURS)) {
            sent.add(Map.entry(hour.plusSeconds(60L * random.nextInt(60)), rain(hour, random)));
        }
        List<Map.Entry<Instant, ObjectNode>> reports = reports(random, catalogue);
        sent.addAll(reports);
        reports.forEach(report -> sent.add(Map.entry(NOW.minusSeconds(600), report.getValue())));
        FrontDoor door = new FrontDoor(
                new AdmissionPolicy(catalogue, Duration.ZERO, new ActiveQuarantines()),
                catalogue,
                registry.serializer(true),
                registry.serializer(false));
        return sent.stream()
                .filter(each -> !isAway(each.getKey().truncatedTo(ChronoUnit.HOURS)))
                .sorted(Map.Entry.comparingByKey())
                .map(each -> door.accepted(each.getKey(), each.getValue()))
                .toList();
    }

    private static List<Map.Entry<Instant, ObjectNode>> reports(Random random, Catalogue catalogue) {
        List<Map.Entry<Instant, ObjectNode>> reports = new ArrayList<>();
        List<String> dueDays = List.of("2026-02-23", "2026-03-16", "2026-04-15");
        for (Agency agency : catalogue.agencies()) {
            for (int month = 0; month < dueDays.size(); month++) {
                if (catalogue.cadences(agency).containsKey("dataset") && random.nextInt(5) > 0) {
                    Instant at = around(wall(dueDays.get(month) + "T17:00"), random);
                    LocalDate cutOff = LocalDate.of(2026, 2 + month, 14);
                    if (agency.hasEnded(cutOff)) {
                        cutOff = cutOff.withMonth(2)
                                .withDayOfMonth(20); // what it still reported counts for its successor
                    }
                    Instant time = wall(cutOff.minusDays(random.nextInt(3)) + "T23:59");
                    boolean isRetraction = random.nextInt(10) == 0;
                    reports.add(Map.entry(at, dataset(agency, time.isAfter(at) ? at : time, isRetraction, random)));
                }
            }
            boolean owesStatistics = catalogue.cadences(agency).containsKey("statistic");
            if (owesStatistics && agency.tenure().to() == null && random.nextInt(5) > 0) {
                Instant at = around(wall("2026-03-16T23:00"), random);
                reports.add(
                        Map.entry(at, statistic(agency, at, random.nextInt(4) == 0 ? "2026-02" : "2026-Q1", random)));
            }
        }
        return reports;
    }

    /** Up to three days before a moment and two after it. */
    private static Instant around(Instant due, Random random) {
        Instant at = due.plus(random.nextInt(5 * 24 * 60) - 3 * 24 * 60, ChronoUnit.MINUTES);
        Instant latest = NOW.minusSeconds(1200);
        return at.isAfter(latest) ? latest : at;
    }

    private static ObjectNode rain(Instant time, Random random) {
        return event(
                "H26.XD",
                "rain-observation",
                "g1",
                time,
                JSON.createObjectNode()
                        .put("gauge", "g1")
                        .put("millimetres", random.nextInt(10))
                        .put("averagingMinutes", 10)
                        .put("area", "00004"),
                random);
    }

    private static ObjectNode dataset(Agency agency, Instant time, boolean isRetraction, Random random) {
        ObjectNode event = event(
                agency.code(),
                "dataset",
                "s-" + agency.code() + random.nextInt(100),
                time,
                JSON.createObjectNode()
                        .put("theme", "land")
                        .put("published", true)
                        .put("updatePeriodDays", 30)
                        .put("updatedAt", time.toString()),
                random);
        return isRetraction ? event.put("operation", "retract") : event;
    }

    private static ObjectNode statistic(Agency agency, Instant time, String period, Random random) {
        return event(
                agency.code(),
                "statistic",
                "ds.fibre_households/01/" + period + "/" + agency.code(),
                time,
                JSON.createObjectNode()
                        .put("statistic", "ds.fibre_households")
                        .put("area", "01")
                        .put("period", period)
                        .put("numerator", 1)
                        .put("denominator", 2),
                random);
    }

    private static ObjectNode event(
            String agency, String type, String subject, Instant time, ObjectNode data, Random random) {
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("type", "vn.hanoi." + type)
                .put("source", "urn:hanoi:agency:" + agency)
                .put("subject", subject)
                .put("id", Long.toHexString(random.nextLong()))
                .put("time", time.toString());
        event.set("data", data);
        return event;
    }

    private record FrontDoor(
            AdmissionPolicy policy, Catalogue catalogue, Serializer<String> keys, Serializer<GenericRecord> payloads) {

        Accepted accepted(Instant at, ObjectNode event) {
            Map<String, String> attributes = new HashMap<>();
            event.properties().stream()
                    .filter(property -> !property.getKey().equals("data"))
                    .forEach(property -> attributes.put(
                            property.getKey(), property.getValue().asString()));
            String source = event.get("source").asString();
            Agency agency = catalogue
                    .findAgency(source.substring(source.lastIndexOf(':') + 1))
                    .orElseThrow();
            Admission admission = policy.admit(
                    new Submission(attributes, event.get("data")), catalogue.heir(agency, CityTime.dayOf(at)), at);
            assertThat(admission).as(event.toString()).isInstanceOf(Admission.Admitted.class);
            Admission.Admitted admitted = (Admission.Admitted) admission;
            Topic<String, GenericRecord> topic = Topics.of(admitted.type(), catalogue.schema(admitted.type()));
            return new Accepted(
                    at,
                    topic.name(),
                    new TestRecord<>(
                            keys.serialize(topic.name(), admitted.event().subject()),
                            payloads.serialize(topic.name(), admitted.data()),
                            EventHeaders.of(admitted.event()),
                            at),
                    event);
        }
    }

    /** What the hub says, line by line, and what it computes that from. */
    private record Hub(Punctuality punctuality, TreeMap<String, String> said) {}

    private static Hub hub(Path folder, Catalogue catalogue, Registry registry, List<Accepted> log, String name) {
        LogCounts counts = new LogCounts();
        ReportedPeriods reported = new ReportedPeriods();
        try (DrivenTopology accounting = DrivenTopology.open(
                name,
                folder.resolve(name),
                new AccountingTopology(catalogue, registry).build(StateStores.inMemory()),
                START)) {
            TestOutputTopic<String, LogCount> counted = accounting.output(Topics.LOG_COUNT, registry);
            TestOutputTopic<String, ReportedPeriod> periods = accounting.output(Topics.REPORTED_PERIOD, registry);
            Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
            log.forEach(each ->
                    inputs.computeIfAbsent(each.topic(), accounting::input).pipeInput(each.record()));
            for (KeyValue<String, LogCount> count : counted.readKeyValuesToList()) {
                counts.put(entry(count.value));
            }
            for (KeyValue<String, ReportedPeriod> period : periods.readKeyValuesToList()) {
                ReportedPeriod value = period.value;
                reported.put(
                        period.key,
                        new ReportedPeriods.Receipt(value.getEvents(), value.getFirstAt(), value.getLastAt()));
            }
        }
        Punctuality punctuality = new Punctuality(catalogue, counts, reported, () -> NOW);
        return new Hub(punctuality, said(punctuality.reports()));
    }

    private static LogCounts.Entry entry(LogCount count) {
        return new LogCounts.Entry(
                new Feed(count.getAgency(), count.getType()),
                count.getDay(),
                count.getPartition(),
                count.getReason(),
                count.getEvents(),
                count.getHours(),
                count.getLastOffset(),
                count.getLastAt(),
                count.getLastEventAt());
    }

    private static TreeMap<String, String> said(List<Punctuality.Report> reports) {
        TreeMap<String, String> said = new TreeMap<>();
        for (Punctuality.Report report : reports) {
            String period = report.period().text();
            said.put(
                    "due " + period,
                    "%s +%d h = %s"
                            .formatted(
                                    CityTime.at(report.declared()),
                                    report.due().postponedHours(),
                                    CityTime.at(report.due().at())));
            said.put(
                    "report " + report.feed().name() + " " + period,
                    report.status().word() + " "
                            + (report.receipt() == null
                                    ? "-"
                                    : CityTime.at(report.receipt().firstAt()).truncatedTo(ChronoUnit.MINUTES)));
        }
        reports.stream()
                .collect(Collectors.groupingBy(
                        report -> report.feed().agency() + " " + report.period().text()))
                .forEach((group, of) -> said.put("rates " + group, text(Rates.of(of, NOW))));
        reports.stream()
                .collect(Collectors.groupingBy(report -> report.period().text()))
                .forEach((period, of) -> said.put("rates of all " + period, text(Rates.of(of, NOW))));
        return said;
    }

    private static String text(Rates rates) {
        return "%d of %d delivered, %d on time".formatted(rates.delivered(), rates.due(), rates.onTime());
    }

    /** The same from SQL over the exported log; the rules stand in {@code oracle-punctuality.sql}. */
    private static TreeMap<String, String> oracle(Path folder, Catalogue catalogue, List<Accepted> log)
            throws Exception {
        Path file = folder.resolve("log.ndjson");
        try (Writer lines = Files.newBufferedWriter(file)) {
            for (Accepted each : log) {
                ObjectNode line =
                        JSON.createObjectNode().put("accepted", each.at().toString());
                line.set("event", each.event());
                lines.write(JSON.writeValueAsString(line) + "\n");
            }
        }
        Path expected = folder.resolve("expected.csv");
        Files.writeString(
                expected,
                catalogue.agencies().stream()
                        .flatMap(agency -> catalogue.cadences(agency).keySet().stream()
                                .map(type -> agency.code() + "," + type + "\n"))
                        .sorted(Comparator.naturalOrder())
                        .collect(Collectors.joining()));
        TreeMap<String, String> said = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                InputStream sql = PunctualityTest.class.getResourceAsStream("oracle-punctuality.sql")) {
            statement.execute("SET TimeZone = 'Asia/Ho_Chi_Minh'");
            statement.execute("SET VARIABLE log = '" + file + "'");
            statement.execute("SET VARIABLE expected = '" + expected + "'");
            statement.execute("SET VARIABLE now = '" + NOW + "'");
            statement.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
            try (ResultSet rows = statement.executeQuery("SELECT name, text FROM said")) {
                while (rows.next()) {
                    said.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return said;
    }
}
