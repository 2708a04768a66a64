package vn.hanoi.datahub.standalone.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.period.CityTime;

/**
 * A believable Hà Nội, made up from a seed: every event type, every commune in force at the time, agencies that do better in some places than in others. The same
 * seed makes the same city.
 */
final class DemoCity {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> SECTORS =
            List.of("land", "business", "civil-status", "construction", "health", "education", "transport", "labour");
    private static final List<String> PARAMETERS = List.of("PM25", "PM10", "O3", "NO2", "SO2", "CO");
    private static final String[] LEVELS = {"CITY", "COMMUNE"};

    private final AreaRegister areas;
    private final Random random;
    private final String run;
    private long serial;

    DemoCity(AreaRegister areas, long seed) {
        this.areas = areas;
        this.random = new Random(seed);
        this.run = Long.toString(seed, 36);
    }

    /** One event of an agency. */
    record Sent(String agency, ObjectNode event) {}

    /** Some event that happens at that moment: dossiers and observations often, registers now and then. */
    Sent any(Instant time) {
        int dice = random.nextInt(1_000);
        if (dice < 6) {
            return openDossier(time);
        } else if (dice < 10) {
            return openReport(time);
        } else if (dice < 330) {
            return dossier(time);
        } else if (dice < 500) {
            return workDossier(time);
        } else if (dice < 700) {
            return traffic(time, random.nextInt(60));
        } else if (dice < 780) {
            return rain(time, random.nextInt(20));
        } else if (dice < 880) {
            return citizenReport(time);
        }
        return register(time, random.nextInt(REGISTERS));
    }

    static final int REGISTERS = 18;

    /** An entry of one of the city's registers. */
    Sent register(Instant time, int kind) {
        return switch (kind) {
            case 0 -> procedure(time, random.nextInt(400));
            case 1 ->
                send(
                        "H26.TT",
                        "inspection",
                        next("i"),
                        time,
                        withArea(time)
                                .put("sector", sector())
                                .put("digital", chance(0.55))
                                .put("completedAt", text(time)));
            case 2 -> {
                int agency = random.nextInt(60);
                yield send(
                        "H26.KHCN",
                        "agency-status",
                        "agency-" + agency,
                        time,
                        data().put("kind", pick("PARTY", "STATE", "STATE", "FRONT", "SOCIO_POLITICAL"))
                                .put("level", level())
                                .put("dxStatus", pick("IN_PROGRESS", "COMPLETED", "COMPLETED", "NOT_STARTED"))
                                .put("inForce", true));
            }
            case 3 ->
                send(
                        "H26.VP",
                        "work-task",
                        next("wt"),
                        time,
                        withArea(time)
                                .put("level", level())
                                .put("onPlatform", chance(0.9))
                                .put("assignedAt", text(time.minus(9, ChronoUnit.DAYS)))
                                .put("completedAt", text(time)));
            case 4 -> planTask(time, 1 + random.nextInt(201));
            case 5 ->
                send(
                        agency(),
                        "dataset",
                        "dataset-" + random.nextInt(80),
                        time,
                        data().put("theme", sector())
                                .put("published", chance(0.9))
                                .put("updatePeriodDays", 30)
                                .put("updatedAt", text(time)));
            case 6 -> {
                String index = pick("DTI", "ICT", "PCI", "PII", "SECURITY");
                int year = CityTime.at(time).getYear();
                yield send(
                        "H26.KHCN",
                        "ranking",
                        index + "-" + year,
                        time,
                        data().put("index", index)
                                .put("year", year)
                                .put("rank", 1 + random.nextInt(12))
                                .put("of", 63));
            }
            case 7 ->
                send(
                        "H26.XD",
                        "smart-area",
                        "smart-" + random.nextInt(8),
                        time,
                        withArea(time).put("status", pick("PLANNED", "BUILDING", "OPERATING")));
            case 8 ->
                send(
                        "H26.VP",
                        "periodic-report",
                        next("pr"),
                        time,
                        data().put("reportType", "type-" + random.nextInt(30))
                                .put("level", level())
                                .put("dueAt", text(time))
                                .put("submittedAt", text(time.minus(random.nextInt(40), ChronoUnit.HOURS)))
                                .put("viaSystem", chance(0.93)));
            case 9 ->
                send(
                        "H26.VP",
                        "document",
                        next("doc"),
                        time,
                        data().put("level", level())
                                .put("electronic", chance(0.98))
                                .put("signed", chance(0.95))
                                .put("secret", chance(0.02))
                                .put("issuedAt", text(time)));
            case 10 ->
                send(
                        "H26.KHCN",
                        "database",
                        "db-" + random.nextInt(50),
                        time,
                        data().put("connected", chance(0.9))
                                .put("nationalDatabase", "ndb-" + random.nextInt(6))
                                .put("lastExchangeAt", text(time))
                                .put("inForce", true));
            case 11 ->
                send(
                        "H26.KHCN",
                        "information-system",
                        "is-" + random.nextInt(120),
                        time,
                        data().put("securityLevel", 1 + random.nextInt(4))
                                .put("approved", chance(0.9))
                                .put("measuresComplete", chance(0.8))
                                .put("inForce", true));
            case 12 ->
                send(
                        "H26.KHCN",
                        "startup",
                        "su-" + random.nextInt(500),
                        time,
                        withArea(time)
                                .put("sector", sector())
                                .put("supported", chance(0.6))
                                .put("since", day(time).toString()));
            case 13 ->
                send(
                        pick("H26.YT", "H26.GDDT"),
                        "facility",
                        "f-" + random.nextInt(900),
                        time,
                        withArea(time)
                                .put("kind", pick("SCHOOL", "HEALTH"))
                                .put("cashless", chance(0.92))
                                .put("inForce", true));
            case 14 ->
                send(
                        "H26.LTLS",
                        "archive",
                        "ar-" + random.nextInt(40),
                        time,
                        data().put("kind", pick("AGENCY", "HISTORICAL", "SPECIALISED"))
                                .put("onlineWorkflow", chance(0.8))
                                .put("preservation", chance(0.7))
                                .put("inForce", true));
            case 15 ->
                send(
                        "H26.NV",
                        "archival-record",
                        next("rec"),
                        time,
                        data().put("electronic", chance(0.85))
                                .put("permanent", chance(0.3))
                                .put("createdAt", text(time)));
            case 16 ->
                send(
                        "H26.LTLS",
                        "digitisation",
                        next("dig"),
                        time,
                        data().put("kind", pick("HOLDINGS", "METADATA", "PROCEDURE_RESULTS"))
                                .put("count", 50 + random.nextInt(900))
                                .put("completedAt", text(time)));
            default -> river(time, random.nextInt(3));
        };
    }

    private Sent procedure(Instant time, int number) {
        return send(
                "H26.VP",
                "procedure",
                "proc-" + number,
                time,
                data().put("sector", SECTORS.get(number % SECTORS.size()))
                        .put("level", level())
                        .put("eligible", chance(0.8))
                        .put("online", pick("FULL", "FULL", "PARTIAL", "NONE"))
                        .put("prefilled", chance(0.6))
                        .put("nationalPortal", chance(0.7))
                        .put("publishDueAt", text(time))
                        .put("publishedAt", text(time.minus(1, ChronoUnit.DAYS)))
                        .put("inForce", true));
    }

    Sent dossier(Instant time) {
        Area commune = commune(time);
        Instant received = time.minus(2L + random.nextInt(200), ChronoUnit.HOURS);
        Instant due = received.plus(8, ChronoUnit.DAYS);
        boolean paid = chance(0.5);
        int procedure = random.nextInt(24);
        return send(
                "H26.HCC",
                "procedure-dossier",
                next("d"),
                time,
                data().put("procedure", "proc-" + procedure)
                        .put("sector", SECTORS.get(procedure % SECTORS.size()))
                        .put("level", "COMMUNE")
                        .put("area", commune.code())
                        .put(
                                "channel",
                                chance(online(commune, time))
                                        ? "ONLINE_FULL"
                                        : pick("ONLINE_PARTIAL", "COUNTER", "POSTAL"))
                        .put("status", "RESOLVED")
                        .put("receivedAt", text(received))
                        .put("dueAt", text(due))
                        .put("resolvedAt", text(time))
                        .put("resultElectronic", chance(0.9))
                        .put("resultDigitised", chance(0.8))
                        .put("identifierLinked", chance(0.95))
                        .put("authentication", pick("VNEID", "VNEID", "LOCAL", "NONE"))
                        .put("applicant", "h" + Integer.toHexString(random.nextInt(200_000)))
                        .put("applicantKind", chance(0.8) ? "PERSON" : "ORGANISATION")
                        .put("fee", paid)
                        .put("feePaid", paid ? pick("ONLINE", "COUNTER") : "NONE")
                        .put("amount", paid ? 20_000 + 1_000 * random.nextInt(90) : 0)
                        .put("rating", 3 + random.nextInt(3)));
    }

    /** A dossier still in work that falls due within minutes: the clock alone will make it late. */
    Sent openDossier(Instant time) {
        Sent open = dossier(time);
        ObjectNode data = (ObjectNode) open.event().get("data");
        data.put("status", "IN_PROGRESS").put("dueAt", text(time.plusSeconds(30L + random.nextInt(600))));
        data.remove(List.of("resolvedAt", "resultElectronic", "resultDigitised", "rating"));
        return open;
    }

    Sent workDossier(Instant time) {
        boolean city = chance(0.3);
        return send(
                city ? "H26.VP" : "H26.NV",
                "work-dossier",
                next("w"),
                time,
                data().put("level", city ? "CITY" : "COMMUNE")
                        .put("area", city ? AreaRegister.CITY : commune(time).code())
                        .put("sector", sector())
                        .put("status", "CLOSED")
                        .put("online", chance(city ? 0.93 : 0.71))
                        .put("secret", chance(0.02))
                        .put("openedAt", text(time.minus(70, ChronoUnit.HOURS)))
                        .put("closedAt", text(time)));
    }

    /** A dossier of a district, while there were districts. */
    Sent districtDossier(Instant time) {
        List<Area> districts = areas.list(day(time), AreaLevel.DISTRICT);
        Sent dossier = workDossier(time);
        ObjectNode data = (ObjectNode) dossier.event().get("data");
        data.put("level", "DISTRICT")
                .put("area", districts.get(random.nextInt(districts.size())).code());
        return new Sent("H26.NV", dossier.event().put("source", "urn:hanoi:agency:H26.NV:demo"));
    }

    Sent citizenReport(Instant time) {
        return send(
                "H26.VP",
                "citizen-report",
                next("r"),
                time,
                withArea(time)
                        .put("category", pick("waste", "roads", "water", "noise", "lighting"))
                        .put("status", "RESOLVED")
                        .put("receivedAt", text(time.minus(50, ChronoUnit.HOURS)))
                        .put("dueAt", text(time.plus(chance(0.95) ? 20 : -3, ChronoUnit.HOURS)))
                        .put("resolvedAt", text(time))
                        .put("satisfied", chance(0.85)));
    }

    /** A report nobody has resolved yet, due within minutes. */
    Sent openReport(Instant time) {
        Sent open = citizenReport(time);
        ObjectNode data = (ObjectNode) open.event().get("data");
        data.put("status", "ACCEPTED").put("dueAt", text(time.plusSeconds(30L + random.nextInt(600))));
        data.remove(List.of("resolvedAt", "satisfied"));
        return open;
    }

    /** A figure an agency reports. */
    Sent statistic(Instant time, DemoStatistics.Report report) {
        ObjectNode data = data().put("statistic", report.id())
                .put("area", report.area())
                .put("period", report.period())
                .put("numerator", report.numerator())
                .put("denominator", report.denominator());
        if (!report.dimension().isEmpty()) {
            data.put("dimension", report.dimension());
        }
        String subject = String.join("/", report.id(), report.area(), report.period(), report.dimension());
        return send(report.agency(), "statistic", subject, time, data);
    }

    /** A record that was created some years ago; most were handed to the historical archive within three years, as the law asks. */
    Sent archivedRecord(Instant time, int monthsAgo) {
        LocalDate created = day(time).minusMonths(monthsAgo);
        ObjectNode data = data().put("electronic", chance(0.85))
                .put("permanent", true)
                .put("createdAt", text(CityTime.startOf(created)));
        if (chance(0.8)) {
            LocalDate transferred = created.plusMonths(6 + random.nextInt(34));
            data.put("transferredAt", text(CityTime.startOf(transferred.isAfter(day(time)) ? day(time) : transferred)));
        }
        return send("H26.NV", "archival-record", next("rec"), time, data);
    }

    /** One of the 201 tasks of the plan. */
    Sent planTask(Instant time, int number) {
        boolean done = chance(0.6);
        ObjectNode task = data().put(
                        "group", number <= 100 ? "DIGITAL_GOVERNMENT" : number <= 177 ? "ECONOMY_SOCIETY" : "ARCHIVES")
                .put(
                        "leadAgency",
                        List.of("H26.VP", "H26.KHCN", "H26.NV", "H26.HCC", "H26.TC")
                                .get(number % 5))
                .put("dueAt", text(time.plus(number % 240, ChronoUnit.DAYS)))
                .put("status", done ? "COMPLETED" : "IN_PROGRESS")
                .put("progress", done ? 100 : 10 + random.nextInt(85));
        if (done) {
            task.put("completedAt", text(time));
        }
        return send("H26.VP", "plan-task", "task-" + number, time, task);
    }

    /** An hour of one pollutant at one of six stations. */
    Sent air(Instant endOfHour, int station, int parameter) {
        Area commune = areas.list(day(endOfHour), AreaLevel.COMMUNE).get(7 * station + 3);
        int hour = CityTime.at(endOfHour).getHour();
        double rush = 1 + 0.35 * Math.sin((hour - 3) * Math.PI / 6);
        double winter = 1 + 0.5 * Math.cos(day(endOfHour).getDayOfYear() * 2 * Math.PI / 365);
        double level =
                new double[] {38, 62, 55, 34, 22, 900}[parameter] * rush * winter * (0.75 + 0.5 * random.nextDouble());
        return send(
                "H26.NNMT",
                "air-observation",
                "S" + (11 + station) + "/" + PARAMETERS.get(parameter),
                endOfHour,
                data().put("station", "S" + (11 + station))
                        .put("parameter", PARAMETERS.get(parameter))
                        .put("value", Math.round(level * 10) / 10.0)
                        .put("averagingMinutes", 60)
                        .put("area", commune.code()));
    }

    private Sent traffic(Instant time, int link) {
        Area commune = areas.list(day(time), AreaLevel.COMMUNE).get(link % 40);
        int hour = CityTime.at(time).getHour();
        boolean rush = (hour >= 7 && hour <= 9) || (hour >= 17 && hour <= 19);
        double freeFlow = 35 + link % 4 * 10;
        double speed = Math.round(freeFlow * (rush ? 0.45 : 0.8) * (0.8 + 0.4 * random.nextDouble()) * 10) / 10.0;
        return send(
                "H26.XD",
                "traffic-observation",
                "L" + link,
                fiveMinutes(time),
                data().put("link", "L" + link)
                        .put("area", commune.code())
                        .put("speedKmh", speed)
                        .put("freeFlowKmh", freeFlow)
                        .put("vehicles", random.nextInt(60))
                        .put("averagingMinutes", 5));
    }

    private Sent rain(Instant time, int gauge) {
        return send(
                "H26.NNMT",
                "rain-observation",
                "G" + gauge,
                fiveMinutes(time),
                data().put("gauge", "G" + gauge)
                        .put(
                                "area",
                                areas.list(day(time), AreaLevel.COMMUNE)
                                        .get(6 * gauge)
                                        .code())
                        .put("millimetres", chance(0.1) ? Math.round(random.nextDouble() * 80) / 10.0 : 0.0)
                        .put("averagingMinutes", 10));
    }

    private static final List<String> RIVER_STATIONS = List.of("long-bien", "son-tay", "thuong-cat");

    private Sent river(Instant time, int station) {
        return send(
                "H26.NNMT",
                "river-observation",
                RIVER_STATIONS.get(station),
                fiveMinutes(time),
                data().put("station", RIVER_STATIONS.get(station))
                        .put(
                                "area",
                                areas.list(day(time), AreaLevel.COMMUNE)
                                        .get(20 * station)
                                        .code())
                        .put("levelMetres", Math.round((8 + 2 * random.nextDouble() + station) * 100) / 100.0));
    }

    private Sent send(String agency, String type, String subject, Instant time, ObjectNode data) {
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("type", EventType.PREFIX + type)
                .put("source", "urn:hanoi:agency:" + agency + ":demo")
                .put("subject", subject)
                .put("id", "demo-" + Long.toHexString(random.nextLong()))
                .put("time", text(time));
        event.set("data", data);
        return new Sent(agency, event);
    }

    /** A subject that no other run of the demo uses. */
    private String next(String kind) {
        return kind + "-" + run + "-" + ++serial;
    }

    private Area commune(Instant time) {
        List<Area> communes = areas.list(day(time), AreaLevel.COMMUNE);
        return communes.get(random.nextInt(communes.size()));
    }

    /** How well a commune does, 0 to 1, the same every time. */
    static double quality(Area commune) {
        return Math.abs(commune.name().hashCode() % 100) / 100.0;
    }

    private static double online(Area commune, Instant time) {
        double year = day(time).getDayOfYear() / 365.0;
        return Math.min(0.97, 0.6 + 0.2 * quality(commune) + 0.1 * year);
    }

    private ObjectNode withArea(Instant time) {
        return data().put("area", commune(time).code());
    }

    private static ObjectNode data() {
        return JSON.createObjectNode();
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String sector() {
        return SECTORS.get(random.nextInt(SECTORS.size()));
    }

    /** A department or a commune. */
    private String agency() {
        return chance(0.3)
                ? pick("H26.VP", "H26.HCC", "H26.KHCN", "H26.NV", "H26.TC", "H26.CT", "H26.XD", "H26.NNMT", "H26.YT")
                : "H26.X"
                        + areas.list(AreaRegister.LAST_DAY_OF_OLD_UNITS.plusDays(1), AreaLevel.COMMUNE)
                                .get(random.nextInt(110))
                                .code();
    }

    private String level() {
        return pick(LEVELS);
    }

    private static LocalDate day(Instant time) {
        return CityTime.dayOf(time);
    }

    private static Instant fiveMinutes(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond() / 300 * 300);
    }

    private static String text(Instant time) {
        return time.atZone(CityTime.ZONE)
                .toOffsetDateTime()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
