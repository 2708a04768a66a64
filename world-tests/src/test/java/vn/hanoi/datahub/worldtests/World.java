package vn.hanoi.datahub.worldtests;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small city made from a seed, with events of every type and everything that goes wrong in a real one: duplicates,
 * late events, corrections, retractions, reused ids, the change of boundaries in the middle, and the turn of a year.
 * Few subjects and places, so that they meet often. Nothing is later than {@link #NOW}.
 */
public final class World {

    /** Where the clock stands. */
    public static final Instant NOW = Instant.parse("2026-03-15T00:00:00Z");

    private static final JsonMapper JSON = new JsonMapper();
    private static final ZoneId HANOI = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final List<String> OLD = List.of("00004", "00001", "00190", "00376");
    private static final List<String> NEW = List.of("00004", "00008", "00190", "00376");
    private static final Instant NEW_BOUNDARIES = midnight(2025, 7, 1);
    private static final Instant NEW_YEAR = midnight(2026, 1, 1);
    private static final long DAY = 86_400;
    private static final String[] TYPES = {
        "procedure-dossier",
        "procedure-dossier",
        "procedure-dossier",
        "procedure-dossier",
        "work-dossier",
        "work-dossier",
        "statistic",
        "statistic",
        "statistic",
        "statistic",
        "statistic",
        "statistic",
        "statistic",
        "statistic",
        "air-observation",
        "air-observation",
        "air-observation",
        "air-observation",
        "air-observation",
        "air-observation",
        "air-observation",
        "air-observation",
        "traffic-observation",
        "traffic-observation",
        "rain-observation",
        "rain-observation",
        "river-observation",
        "plan-task",
        "plan-task",
        "procedure",
        "inspection",
        "agency-status",
        "work-task",
        "dataset",
        "ranking",
        "smart-area",
        "citizen-report",
        "citizen-report",
        "periodic-report",
        "document",
        "database",
        "information-system",
        "startup",
        "facility",
        "archive",
        "archival-record",
        "archival-record",
        "digitisation"
    };
    private static final String[] OFTEN_REPORTED = {
        "ds.fibre_households",
        "ds.fibre_households",
        "ds.broadband_communes",
        "ds.smartphone_adults",
        "ds.adults_using_online_services",
        "de.grdp_share",
        "de.sector_share_min",
        "de.sector_share_min",
        "de.productivity_growth",
        "de.productivity_growth",
        "de.ecommerce_retail_share",
        "de.ecommerce_retail_share",
        "da.historical_paper_digitised",
        "da.metadata_published",
        "da.tthc_results_digitised"
    };
    private static final String[] SELDOM_REPORTED = {
        "dg.officials_digital_identity",
        "dg.officials_dx_trained",
        "de.sme_digital_platforms",
        "de.econtract_enterprises",
        "ds.digital_signature_adults",
        "ds.mobile_4g5g_coverage",
        "ds.mobile_5g_coverage",
        "ds.broadband_affordable_access",
        "ds.epayment_accounts",
        "ds.digital_skills",
        "ds.ehr_population",
        "ds.eid_activated",
        "ds.telehealth_adults"
    };
    private static final Set<String> OF_THE_CITY = Set.of(
            "de.grdp_share",
            "de.sector_share_min",
            "de.productivity_growth",
            "de.ecommerce_retail_share",
            "dg.officials_digital_identity",
            "dg.officials_dx_trained",
            "da.historical_paper_digitised",
            "da.metadata_published");

    private static final Set<String> ADULTS = Set.of("ds.smartphone_adults", "ds.adults_using_online_services");

    private final Random random;
    private final UnaryOperator<ObjectNode> told;

    private World(long seed, UnaryOperator<ObjectNode> told) {
        random = new Random(seed);
        this.told = told;
    }

    /** Structured CloudEvents in the order of the log. */
    public static List<ObjectNode> events(long seed, int size) {
        return events(seed, size, event -> event);
    }

    /** @param told changes each event as it is made, before it is sent again, corrected or retracted */
    static List<ObjectNode> events(long seed, int size, UnaryOperator<ObjectNode> told) {
        return new World(seed, told).make(size);
    }

    /** When an event happened. */
    public static Instant time(ObjectNode event) {
        return Instant.parse(event.get("time").asString());
    }

    private List<ObjectNode> make(int size) {
        List<ObjectNode> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ObjectNode event = event("vn.hanoi." + pick(TYPES), null);
            events.add(event);
            int dice = random.nextInt(20);
            if (dice == 0) {
                events.add(event.deepCopy());
            } else if (dice == 1) {
                events.add(reused(event));
            } else if (dice == 2) {
                events.add(retraction(event));
            } else if (dice <= 5) {
                ObjectNode correction = again(event);
                correction.put("dataversion", random.nextInt(3));
                correction.set(
                        "data", event(event.get("type").asString(), event).get("data"));
                events.add(correction);
            }
        }
        Collections.shuffle(events, random);
        return events;
    }

    private ObjectNode again(ObjectNode event) {
        return event.deepCopy().put("id", id());
    }

    /** The same id with another payload. */
    private ObjectNode reused(ObjectNode event) {
        return event.deepCopy().put("dataversion", 7);
    }

    /** At the time of the event it retracts, or (where no area could have ended by then) up to 20 days later. */
    private ObjectNode retraction(ObjectNode event) {
        ObjectNode retraction = again(event).put("operation", "retract");
        if (!event.get("data").has("area") && random.nextBoolean()) {
            retraction.put(
                    "time",
                    notAfterNow(timeOf(event).plusSeconds(random.nextInt(20) * DAY))
                            .toString());
        }
        return retraction;
    }

    /** @param like keeps time, subject and place of an event that is corrected; null for a new one */
    private ObjectNode event(String type, JsonNode like) {
        return switch (type.substring("vn.hanoi.".length())) {
            case "procedure" -> procedure(like);
            case "procedure-dossier" -> dossier(like);
            case "work-dossier" -> workDossier(like);
            case "inspection" -> inspection(like);
            case "agency-status" -> agencyStatus(like);
            case "work-task" -> workTask(like);
            case "plan-task" -> planTask(like);
            case "dataset" -> dataset(like);
            case "ranking" -> ranking(like);
            case "smart-area" -> smartArea(like);
            case "citizen-report" -> citizenReport(like);
            case "periodic-report" -> periodicReport(like);
            case "document" -> document(like);
            case "database" -> database(like);
            case "information-system" -> informationSystem(like);
            case "startup" -> startup(like);
            case "facility" -> facility(like);
            case "archive" -> archive(like);
            case "archival-record" -> archivalRecord(like);
            case "digitisation" -> digitisation(like);
            case "statistic" -> statistic(like);
            case "air-observation" -> air(like);
            case "traffic-observation" -> traffic(like);
            case "rain-observation" -> rain(like);
            default -> river(like);
        };
    }

    private ObjectNode procedure(JsonNode like) {
        Instant time = time(like);
        ObjectNode data = JSON.createObjectNode()
                .put("sector", pick("land", "health"))
                .put("level", pick("CITY", "COMMUNE"))
                .put("eligible", mostly())
                .put("online", pick("NONE", "PARTIAL", "FULL", "FULL"))
                .put("prefilled", random.nextBoolean())
                .put("nationalPortal", random.nextBoolean())
                .put("inForce", mostly());
        if (mostly()) {
            Instant due = near(time, 30);
            data.put("publishDueAt", text(due));
            data.put("publishedAt", text(sometimes() ? due : near(time, 10)));
        }
        return event(pick("H26.VP", "H26.HCC"), "procedure", "p" + random.nextInt(8), time, data);
    }

    private ObjectNode dossier(JsonNode like) {
        Instant time = time(like);
        String source = source(like, time, "H26.HCC", "H26.HCC:two");
        Instant resolved = before(time, 20);
        String status = pick("RESOLVED", "RESOLVED", "RESOLVED", "IN_PROGRESS", "RECEIVED", "RETURNED", "WITHDRAWN");
        ObjectNode data = JSON.createObjectNode()
                .put("procedure", pick("p1", "p2"))
                .put("sector", pick("land", "health"))
                .put("level", "COMMUNE")
                .put("area", area(source, time))
                .put("channel", pick("ONLINE_FULL", "ONLINE_PARTIAL", "COUNTER", "POSTAL"))
                .put("status", status)
                .put("receivedAt", text(before(resolved, 40)))
                .put("dueAt", text(sometimes() ? resolved : due(time)))
                .put("identifierLinked", mostly())
                .put("authentication", pick("NONE", "LOCAL", "VNEID", "VNEID"))
                .put("applicantKind", pick("PERSON", "PERSON", "ORGANISATION"))
                .put("fee", random.nextBoolean());
        if (status.equals("RESOLVED") ? mostly() : sometimes()) {
            data.put("resolvedAt", text(resolved));
        }
        if (random.nextBoolean()) {
            data.put("resultElectronic", random.nextBoolean());
        }
        if (random.nextBoolean()) {
            data.put("resultDigitised", random.nextBoolean());
        }
        if (mostly()) {
            data.put("applicant", "u" + random.nextInt(9));
        }
        if (random.nextBoolean()) {
            data.put("feePaid", pick("NONE", "COUNTER", "ONLINE", "ONLINE")).put("amount", 1_000 * random.nextInt(200));
        }
        if (random.nextBoolean()) {
            data.put("rating", 1 + random.nextInt(5));
        }
        return event(source, "procedure-dossier", "d" + random.nextInt(120), time, data);
    }

    private ObjectNode workDossier(JsonNode like) {
        Instant time = time(like);
        String source = source(like, time, "H26.NV", "H26.VP", "H26.KHCN");
        String level = isCommune(source) ? "COMMUNE" : pick("CITY", "DISTRICT", "COMMUNE");
        String area =
                level.equals("CITY") ? "01" : level.equals("DISTRICT") && isBefore(time) ? "001" : area(source, time);
        ObjectNode data = JSON.createObjectNode()
                .put("level", level)
                .put("area", area)
                .put("status", pick("CLOSED", "CLOSED", "CLOSED", "OPEN"))
                .put("online", random.nextBoolean())
                .put("secret", sometimes())
                .put("openedAt", text(before(time, 60)));
        if (mostly()) {
            data.put("closedAt", text(before(time, 3)));
        }
        if (random.nextBoolean()) {
            data.put("sector", pick("land", "health"));
        }
        return event(source, "work-dossier", "w" + random.nextInt(60), time, data);
    }

    private ObjectNode inspection(JsonNode like) {
        Instant time = time(like);
        String source = pick("H26.TT", "H26.VP");
        ObjectNode data = JSON.createObjectNode()
                .put("area", sometimes() ? "01" : area(source, time))
                .put("sector", pick("land", "health"))
                .put("digital", random.nextBoolean())
                .put("completedAt", text(before(time, 5)));
        return event(source, "inspection", "i" + random.nextInt(20), time, data);
    }

    private ObjectNode agencyStatus(JsonNode like) {
        ObjectNode data = JSON.createObjectNode()
                .put("kind", pick("PARTY", "STATE", "FRONT", "SOCIO_POLITICAL"))
                .put("level", pick("CITY", "DISTRICT", "COMMUNE"))
                .put("dxStatus", pick("NOT_STARTED", "IN_PROGRESS", "COMPLETED"))
                .put("inForce", mostly());
        return event("H26.KHCN", "agency-status", "body" + random.nextInt(8), time(like), data);
    }

    private ObjectNode workTask(JsonNode like) {
        Instant time = time(like);
        String source = source(like, time, "H26.VP");
        ObjectNode data = JSON.createObjectNode()
                .put("level", pick("CITY", "COMMUNE"))
                .put("area", area(source, time))
                .put("onPlatform", random.nextBoolean())
                .put("assignedAt", text(before(time, 40)));
        if (mostly()) {
            data.put("completedAt", text(before(time, 4)));
        }
        return event(source, "work-task", "k" + random.nextInt(20), time, data);
    }

    private ObjectNode planTask(JsonNode like) {
        Instant time = time(like);
        int task = random.nextInt(20);
        ObjectNode data = JSON.createObjectNode()
                .put("group", task < 10 ? "DIGITAL_GOVERNMENT" : pick("ARCHIVES", "ECONOMY_SOCIETY"))
                .put("leadAgency", pick("H26.VP", "H26.NV"))
                .put("dueAt", text(due(time)))
                .put("status", pick("NOT_STARTED", "IN_PROGRESS", "IN_PROGRESS", "COMPLETED", "CANCELLED"))
                .put("progress", random.nextInt(101));
        return event(pick("H26.VP", "H26.VP", "H26.KHCN"), "plan-task", "t" + task, time, data);
    }

    private ObjectNode dataset(JsonNode like) {
        Instant time = time(like);
        ObjectNode data = JSON.createObjectNode()
                .put("theme", pick("land", "health"))
                .put("published", mostly())
                .put("updatePeriodDays", 1 + random.nextInt(sometimes() ? 365 : 40))
                .put("updatedAt", text(before(time, 20)));
        return event(
                pick("H26.KHCN", "H26.KHCN:portal", "H26.TC", "H26.XD"),
                "dataset",
                "s" + random.nextInt(4),
                time,
                data);
    }

    private ObjectNode ranking(JsonNode like) {
        String index =
                like != null ? like.get("data").get("index").asString() : pick("DTI", "DTI", "DTI", "ICT", "PCI");
        int year = like != null ? like.get("data").get("year").asInt() : 2023 + random.nextInt(3);
        ObjectNode data = JSON.createObjectNode()
                .put("index", index)
                .put("year", year)
                .put("rank", 1 + random.nextInt(63))
                .put("of", 63);
        return event("H26.KHCN", "ranking", index + "/" + year + pick("", "/first"), time(like), data);
    }

    private ObjectNode smartArea(JsonNode like) {
        Instant time = time(like);
        ObjectNode data = JSON.createObjectNode()
                .put("area", area("H26.XD", time))
                .put("status", pick("PLANNED", "BUILDING", "OPERATING", "OPERATING"));
        return event("H26.XD", "smart-area", "m" + random.nextInt(6), time, data);
    }

    private ObjectNode citizenReport(JsonNode like) {
        Instant time = time(like);
        String source = source(like, time, "H26.VP", "H26.HCC");
        Instant resolved = before(time, 3);
        ObjectNode data = JSON.createObjectNode()
                .put("area", area(source, time))
                .put("category", pick("noise", "litter"))
                .put("status", pick("RECEIVED", "ACCEPTED", "REJECTED", "RESOLVED", "RESOLVED"))
                .put("receivedAt", text(before(resolved, 20)))
                .put("dueAt", text(sometimes() ? resolved : due(time)));
        if (random.nextInt(3) > 0) {
            data.put("resolvedAt", text(resolved));
        }
        if (random.nextBoolean()) {
            data.put("satisfied", random.nextBoolean());
        }
        return event(source, "citizen-report", "r" + random.nextInt(40), time, data);
    }

    private ObjectNode periodicReport(JsonNode like) {
        Instant time = time(like);
        ObjectNode data = JSON.createObjectNode()
                .put("reportType", pick("quarterly", "yearly"))
                .put("level", pick("CITY", "COMMUNE"))
                .put("dueAt", text(due(time)))
                .put("viaSystem", random.nextBoolean());
        if (random.nextBoolean()) {
            data.put("submittedAt", text(before(time, 3)));
        }
        return event("H26.VP", "periodic-report", "b" + random.nextInt(25), time, data);
    }

    private ObjectNode document(JsonNode like) {
        Instant time = time(like);
        ObjectNode data = JSON.createObjectNode()
                .put("level", pick("CITY", "DISTRICT", "COMMUNE"))
                .put("electronic", mostly())
                .put("signed", mostly())
                .put("secret", sometimes())
                .put("issuedAt", text(before(time, 2)));
        return event("H26.VP", "document", "v" + random.nextInt(25), time, data);
    }

    /** Its last exchange is about a day before it, or before a later event of the same database. */
    private ObjectNode database(JsonNode like) {
        Instant time = time(like);
        ObjectNode data = JSON.createObjectNode().put("connected", mostly()).put("inForce", mostly());
        if (mostly()) {
            Instant exchange = time.minusSeconds(DAY - 7_200 + random.nextInt(14_400));
            data.put(
                    "lastExchangeAt",
                    text(sometimes() ? NOW.minusSeconds(DAY) : random.nextBoolean() ? exchange : before(time, 1)));
        }
        if (mostly()) {
            data.put("nationalDatabase", pick("population", "land"));
        }
        return event("H26.KHCN", "database", "c" + random.nextInt(6), time, data);
    }

    private ObjectNode informationSystem(JsonNode like) {
        ObjectNode data = JSON.createObjectNode()
                .put("securityLevel", 1 + random.nextInt(5))
                .put("approved", mostly())
                .put("measuresComplete", mostly())
                .put("inForce", mostly());
        return event(pick("H26.KHCN", "H26.CA"), "information-system", "y" + random.nextInt(8), time(like), data);
    }

    private ObjectNode startup(JsonNode like) {
        Instant time = time(like);
        ObjectNode data = JSON.createObjectNode()
                .put("area", area("H26.KHCN", time))
                .put("sector", pick("fintech", "health"))
                .put("supported", mostly())
                .put("since", LocalDate.of(2024, 1 + random.nextInt(12), 1).toString());
        return event(pick("H26.KHCN", "H26.TC"), "startup", "u" + random.nextInt(8), time, data);
    }

    private ObjectNode facility(JsonNode like) {
        Instant time = time(like);
        ObjectNode data = JSON.createObjectNode()
                .put("area", area("H26.YT", time))
                .put("kind", pick("SCHOOL", "HEALTH"))
                .put("cashless", random.nextBoolean())
                .put("inForce", mostly());
        return event(pick("H26.YT", "H26.GDDT"), "facility", "f" + random.nextInt(8), time, data);
    }

    private ObjectNode archive(JsonNode like) {
        ObjectNode data = JSON.createObjectNode()
                .put("kind", pick("AGENCY", "AGENCY", "HISTORICAL", "SPECIALISED"))
                .put("onlineWorkflow", random.nextBoolean())
                .put("preservation", random.nextBoolean())
                .put("inForce", mostly());
        return event(pick("H26.NV", "H26.LTLS"), "archive", "z" + random.nextInt(8), time(like), data);
    }

    /** Created in the five years before; of three years ago some to the second. */
    private ObjectNode archivalRecord(JsonNode like) {
        Instant time = time(like);
        Instant created = sometimes() ? years(NOW, -3) : before(time, 5 * 365);
        ObjectNode data = JSON.createObjectNode()
                .put("electronic", mostly())
                .put("permanent", mostly())
                .put("createdAt", text(created));
        Instant transferred = sometimes() ? years(created, 3) : near(years(created, 3), 200);
        if (!transferred.isAfter(time) && mostly()) {
            data.put("transferredAt", text(transferred));
        }
        return event(pick("H26.NV", "H26.LTLS"), "archival-record", "o" + random.nextInt(60), time, data);
    }

    private ObjectNode digitisation(JsonNode like) {
        Instant time = time(like);
        ObjectNode data = JSON.createObjectNode()
                .put("kind", pick("HOLDINGS", "METADATA", "PROCEDURE_RESULTS"))
                .put("count", random.nextInt(500))
                .put("completedAt", text(before(time, 10)));
        return event(pick("H26.HCC", "H26.NV", "H26.LTLS"), "digitisation", "g" + random.nextInt(20), time, data);
    }

    private ObjectNode statistic(JsonNode like) {
        Instant time = time(like);
        String statistic = like != null
                ? like.get("data").get("statistic").asString()
                : random.nextInt(4) > 0 ? pick(OFTEN_REPORTED) : pick(SELDOM_REPORTED);
        boolean ofTheCity = OF_THE_CITY.contains(statistic) || random.nextInt(6) == 0;
        // The adults of a commune are told with either statistic; a sector may be reported by a commune where another
        // is for the whole city.
        boolean isTold = ADULTS.contains(statistic) && random.nextBoolean();
        boolean ofTheCommune = isTold || (statistic.equals("de.sector_share_min") && random.nextInt(4) == 0);
        String area = like != null
                ? like.get("data").get("area").asString()
                : isTold ? areas(time).get(0) : ofTheCity && !ofTheCommune ? "01" : area("H26.KHCN", time);
        String period = like != null
                ? like.get("data").get("period").asString()
                : isTold ? pick("2025-Q2", "2025-Q4") : period(statistic);
        String dimension =
                like != null ? like.get("data").path("dimension").asString("") : pick("", "", "VNPT", "Viettel");
        int whole = sometimes() ? 0 : 1_000 + random.nextInt(9_000);
        ObjectNode data = JSON.createObjectNode()
                .put("statistic", statistic)
                .put("area", area)
                .put("period", period)
                .put("numerator", sometimes() ? 0 : random.nextInt(whole * 10 + 1) / 10.0);
        if (mostly()) {
            data.put("denominator", whole);
        }
        if (!dimension.isEmpty()) {
            data.put("dimension", dimension);
        }
        String source = pick("H26.KHCN", "H26.KHCN", "H26.TKE", "H26.NV", "H26.HCC");
        return event(source, "statistic", statistic + "/" + area + "/" + period + "/" + dimension, time, data);
    }

    private String period(String statistic) {
        return statistic.equals("de.productivity_growth")
                ? pick("2023", "2024", "2024", "2025", "2025")
                : pick(
                        "2023", "2024-01", "2024-02", "2024-Q1", "2024", "2025-Q1", "2025-06", "2025-Q2", "2025-07",
                        "2025-12", "2025-Q4", "2025", "2026-01");
    }

    private ObjectNode air(JsonNode like) {
        Instant time = like != null ? timeOf(like) : night(18, 14 * 60, random.nextInt(8) == 0 ? 30 : 60);
        String station = like != null ? like.get("data").get("station").asString() : pick("S0", "S0", "S1", "S1", "S2");
        String parameter = like != null
                ? like.get("data").get("parameter").asString()
                : pick("PM25", "PM25", "PM25", "PM25", "O3", "O3", "O3", "PM10", "NO2", "SO2", "CO");
        double value = random.nextInt(parameter.equals("CO") ? 1_600_000 : sometimes() ? 15_000 : 2_500) / 10.0;
        ObjectNode data = JSON.createObjectNode()
                .put("station", station)
                .put("parameter", parameter)
                .put("value", value)
                .put("averagingMinutes", 60)
                .put("area", areas(time).get(station.equals("S2") ? 2 : 0));
        return event("H26.NNMT", "air-observation", station + "/" + parameter, time, data);
    }

    private ObjectNode traffic(JsonNode like) {
        Instant time = like != null ? timeOf(like) : night(21, 6 * 60, 5);
        String link = like != null ? like.get("data").get("link").asString() : "L" + random.nextInt(4);
        ObjectNode data = JSON.createObjectNode()
                .put("link", link)
                .put("area", areas(time).get(link.charAt(1) % 4))
                .put("speedKmh", sometimes() ? 25.25 : random.nextInt(900) / 10.0)
                .put("freeFlowKmh", sometimes() ? 0 : 50.5)
                .put("vehicles", random.nextInt(5))
                .put("averagingMinutes", 5);
        return event("H26.XD", "traffic-observation", link, time, data);
    }

    private ObjectNode rain(JsonNode like) {
        Instant time = like != null ? timeOf(like) : night(21, 6 * 60, 10);
        String gauge = like != null ? like.get("data").get("gauge").asString() : "G" + random.nextInt(3);
        ObjectNode data = JSON.createObjectNode()
                .put("gauge", gauge)
                .put("area", areas(time).get(gauge.equals("G2") ? 2 : 0))
                .put("millimetres", random.nextInt(200) / 10.0)
                .put("averagingMinutes", 10);
        return event(pick("H26.XD", "H26.NNMT"), "rain-observation", gauge, time, data);
    }

    private ObjectNode river(JsonNode like) {
        Instant time = like != null ? timeOf(like) : night(21, 6 * 60, 20);
        String station = like != null ? like.get("data").get("station").asString() : pick("long-bien", "son-tay");
        ObjectNode data = JSON.createObjectNode()
                .put("station", station)
                .put("area", areas(time).get(station.equals("son-tay") ? 3 : 0))
                .put("levelMetres", random.nextInt(1_500) / 100.0 - 1);
        return event(pick("H26.XD", "H26.NNMT"), "river-observation", station, time, data);
    }

    private ObjectNode event(String source, String type, String subject, Instant time, ObjectNode data) {
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("type", "vn.hanoi." + type)
                .put("source", "urn:hanoi:agency:" + source)
                .put("subject", subject)
                .put("id", id())
                .put("time", time.toString());
        event.set("data", data);
        return told.apply(event);
    }

    private String id() {
        return "e" + Long.toHexString(random.nextLong());
    }

    /** Any time of nearly a year up to now; often close to the change of boundaries, the turn of the year, or now. */
    private Instant time(JsonNode like) {
        if (like != null) {
            return timeOf(like);
        }
        return switch (random.nextInt(12)) {
            case 0 -> near(NEW_BOUNDARIES, 2);
            case 1 -> near(NEW_YEAR, 2);
            case 2 -> before(NOW, 3);
            case 3 -> sometimes() ? NEW_BOUNDARIES : sometimes() ? NEW_YEAR : near(NEW_BOUNDARIES, 30);
            default ->
                notAfterNow(midnight(2025, 4, 1).plusSeconds(random.nextInt(348) * DAY + random.nextInt((int) DAY)));
        };
    }

    /** The end of an interval, in the night in which the boundaries changed or that of the new year. */
    private Instant night(int hour, int minutes, int step) {
        Instant evening = (random.nextBoolean() ? NEW_BOUNDARIES : NEW_YEAR).minus(Duration.ofHours(24 - hour));
        return evening.plus(Duration.ofMinutes((long) step * (1 + random.nextInt(minutes / step))));
    }

    /** Mostly within two months, on either side; some to fall due about now. */
    private Instant due(Instant time) {
        return switch (random.nextInt(6)) {
            case 0 -> near(NOW, 40);
            case 1 -> sometimes() ? NOW : sometimes() ? NEW_YEAR : near(time, 5);
            default -> near(time, 60);
        };
    }

    private Instant near(Instant time, int days) {
        return time.plusSeconds(random.nextInt((int) (2 * days * DAY)) - days * DAY);
    }

    private Instant before(Instant time, int days) {
        return time.minusSeconds(random.nextInt((int) (days * DAY)));
    }

    private static Instant years(Instant time, int years) {
        return time.atZone(HANOI).plusYears(years).toInstant();
    }

    private static Instant notAfterNow(Instant time) {
        return time.isAfter(NOW) ? NOW : time;
    }

    private static Instant timeOf(JsonNode event) {
        return Instant.parse(event.get("time").asString());
    }

    private static Instant midnight(int year, int month, int day) {
        return LocalDate.of(year, month, day).atStartOfDay(HANOI).toInstant();
    }

    private static boolean isBefore(Instant time) {
        return time.isBefore(NEW_BOUNDARIES);
    }

    private static List<String> areas(Instant time) {
        return isBefore(time) ? OLD : NEW;
    }

    /** One of the agencies or, since the new boundaries, a commune's committee; that of an event that is corrected. */
    private String source(JsonNode like, Instant time, String... agencies) {
        if (like != null) {
            return like.get("source").asString().substring("urn:hanoi:agency:".length());
        }
        return isBefore(time) || random.nextInt(4) > 0 ? pick(agencies) : "H26.X" + NEW.get(random.nextInt(2));
    }

    private static boolean isCommune(String source) {
        return source.startsWith("H26.X0");
    }

    /** A commune in force; that of the committee that speaks. */
    private String area(String source, Instant time) {
        return isCommune(source)
                ? source.substring("H26.X".length())
                : areas(time).get(random.nextInt(4));
    }

    private boolean mostly() {
        return random.nextInt(6) > 0;
    }

    private boolean sometimes() {
        return random.nextInt(10) == 0;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String text(Instant time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(HANOI));
    }
}
