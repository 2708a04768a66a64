package vn.hanoi.datahub.worldtests;

import static vn.hanoi.datahub.worldtests.WorldDice.isBefore;
import static vn.hanoi.datahub.worldtests.WorldDice.isCommune;
import static vn.hanoi.datahub.worldtests.WorldDice.text;
import static vn.hanoi.datahub.worldtests.WorldDice.years;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Made events of each type. */
final class WorldEvents {

    private static final JsonMapper JSON = new JsonMapper();

    private final Random random;
    private final WorldDice dice;
    private final Envelope envelope;
    private final WorldReadings readings;

    WorldEvents(Random random, WorldDice dice, Envelope envelope) {
        this.random = random;
        this.dice = dice;
        this.envelope = envelope;
        this.readings = new WorldReadings(random, dice, envelope);
    }

    /** @param like keeps time, subject and place of an event that is corrected; null for a new one */
    ObjectNode of(String type, JsonNode like) {
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
            case "statistic" -> readings.statistic(like);
            case "air-observation" -> readings.air(like);
            case "traffic-observation" -> readings.traffic(like);
            case "rain-observation" -> readings.rain(like);
            default -> readings.river(like);
        };
    }

    private ObjectNode procedure(JsonNode like) {
        Instant time = dice.time(like);
        ObjectNode data = JSON.createObjectNode()
                .put("sector", dice.pick("land", "health"))
                .put("level", dice.pick("CITY", "COMMUNE"))
                .put("eligible", dice.mostly())
                .put("online", dice.pick("NONE", "PARTIAL", "FULL", "FULL"))
                .put("prefilled", random.nextBoolean())
                .put("nationalPortal", random.nextBoolean())
                .put("inForce", dice.mostly());
        if (dice.mostly()) {
            Instant due = dice.near(time, 30);
            data.put("publishDueAt", text(due));
            data.put("publishedAt", text(WorldDice.notAfter(time, dice.sometimes() ? due : dice.near(time, 10))));
        }
        return envelope.event(dice.pick("H26.VP", "H26.HCC"), "procedure", "p" + random.nextInt(8), time, data);
    }

    private ObjectNode dossier(JsonNode like) {
        Instant time = dice.time(like);
        String source = dice.source(like, time, "H26.HCC", "H26.HCC:two");
        Instant resolved = dice.before(time, 20);
        String status =
                dice.pick("RESOLVED", "RESOLVED", "RESOLVED", "IN_PROGRESS", "RECEIVED", "RETURNED", "WITHDRAWN");
        ObjectNode data = JSON.createObjectNode()
                .put("procedure", dice.pick("p1", "p2"))
                .put("sector", dice.pick("land", "health"))
                .put("level", "COMMUNE")
                .put("area", dice.area(source, time))
                .put("channel", dice.pick("ONLINE_FULL", "ONLINE_PARTIAL", "COUNTER", "POSTAL"))
                .put("status", status)
                .put("receivedAt", text(dice.before(resolved, 40)))
                .put("dueAt", text(dice.sometimes() ? resolved : dice.due(time)))
                .put("identifierLinked", dice.mostly())
                .put("authentication", dice.pick("NONE", "LOCAL", "VNEID", "VNEID"))
                .put("applicantKind", dice.pick("PERSON", "PERSON", "ORGANISATION"))
                .put("fee", random.nextBoolean());
        if (status.equals("RESOLVED") ? dice.mostly() : dice.sometimes()) {
            data.put("resolvedAt", text(resolved));
        }
        if (random.nextBoolean()) {
            data.put("resultElectronic", random.nextBoolean());
        }
        if (random.nextBoolean()) {
            data.put("resultDigitised", random.nextBoolean());
        }
        if (dice.mostly()) {
            data.put("applicant", "u" + random.nextInt(9));
        }
        if (random.nextBoolean()) {
            data.put("feePaid", dice.pick("NONE", "COUNTER", "ONLINE", "ONLINE"))
                    .put("amount", 1_000 * random.nextInt(200));
        }
        if (random.nextBoolean()) {
            data.put("rating", 1 + random.nextInt(5));
        }
        return envelope.event(source, "procedure-dossier", "d" + random.nextInt(120), time, data);
    }

    private ObjectNode workDossier(JsonNode like) {
        Instant time = dice.time(like);
        String source = dice.source(like, time, "H26.NV", "H26.VP", "H26.KHCN");
        String level = isCommune(source) ? "COMMUNE" : dice.pick("CITY", "DISTRICT", "COMMUNE");
        String area = level.equals("CITY")
                ? "01"
                : level.equals("DISTRICT") && isBefore(time) ? "001" : dice.area(source, time);
        ObjectNode data = JSON.createObjectNode()
                .put("level", level)
                .put("area", area)
                .put("status", dice.pick("CLOSED", "CLOSED", "CLOSED", "OPEN"))
                .put("online", random.nextBoolean())
                .put("secret", dice.sometimes())
                .put("openedAt", text(dice.before(time, 60)));
        if (dice.mostly()) {
            data.put("closedAt", text(dice.before(time, 3)));
        }
        if (random.nextBoolean()) {
            data.put("sector", dice.pick("land", "health"));
        }
        return envelope.event(source, "work-dossier", "w" + random.nextInt(60), time, data);
    }

    private ObjectNode inspection(JsonNode like) {
        Instant time = dice.time(like);
        String source = dice.pick("H26.TT", "H26.VP");
        ObjectNode data = JSON.createObjectNode()
                .put("area", dice.sometimes() ? "01" : dice.area(source, time))
                .put("sector", dice.pick("land", "health"))
                .put("digital", random.nextBoolean())
                .put("completedAt", text(dice.before(time, 5)));
        return envelope.event(source, "inspection", "i" + random.nextInt(20), time, data);
    }

    private ObjectNode agencyStatus(JsonNode like) {
        ObjectNode data = JSON.createObjectNode()
                .put("kind", dice.pick("PARTY", "STATE", "FRONT", "SOCIO_POLITICAL"))
                .put("level", dice.pick("CITY", "DISTRICT", "COMMUNE"))
                .put("dxStatus", dice.pick("NOT_STARTED", "IN_PROGRESS", "COMPLETED"))
                .put("inForce", dice.mostly());
        return envelope.event("H26.KHCN", "agency-status", "body" + random.nextInt(8), dice.time(like), data);
    }

    private ObjectNode workTask(JsonNode like) {
        Instant time = dice.time(like);
        String source = dice.source(like, time, "H26.VP");
        ObjectNode data = JSON.createObjectNode()
                .put("level", dice.pick("CITY", "COMMUNE"))
                .put("area", dice.area(source, time))
                .put("onPlatform", random.nextBoolean())
                .put("assignedAt", text(dice.before(time, 40)));
        if (dice.mostly()) {
            data.put("completedAt", text(dice.before(time, 4)));
        }
        return envelope.event(source, "work-task", "k" + random.nextInt(20), time, data);
    }

    private ObjectNode planTask(JsonNode like) {
        Instant time = dice.time(like);
        int task = random.nextInt(20);
        ObjectNode data = JSON.createObjectNode()
                .put("group", task < 10 ? "DIGITAL_GOVERNMENT" : dice.pick("ARCHIVES", "ECONOMY_SOCIETY"))
                .put("leadAgency", dice.pick("H26.VP", "H26.NV"))
                .put("dueAt", text(dice.due(time)))
                .put("status", dice.pick("NOT_STARTED", "IN_PROGRESS", "IN_PROGRESS", "COMPLETED", "CANCELLED"))
                .put("progress", random.nextInt(101));
        return envelope.event(dice.pick("H26.VP", "H26.VP", "H26.KHCN"), "plan-task", "t" + task, time, data);
    }

    private ObjectNode dataset(JsonNode like) {
        Instant time = dice.time(like);
        ObjectNode data = JSON.createObjectNode()
                .put("theme", dice.pick("land", "health"))
                .put("published", dice.mostly())
                .put("updatePeriodDays", 1 + random.nextInt(dice.sometimes() ? 365 : 40))
                .put("updatedAt", text(dice.before(time, 20)));
        return envelope.event(
                dice.pick("H26.KHCN", "H26.KHCN:portal", "H26.TC", "H26.XD"),
                "dataset",
                "s" + random.nextInt(4),
                time,
                data);
    }

    private ObjectNode ranking(JsonNode like) {
        String index =
                like != null ? like.get("data").get("index").asString() : dice.pick("DTI", "DTI", "DTI", "ICT", "PCI");
        int year = like != null ? like.get("data").get("year").asInt() : 2023 + random.nextInt(3);
        ObjectNode data = JSON.createObjectNode()
                .put("index", index)
                .put("year", year)
                .put("rank", 1 + random.nextInt(63))
                .put("of", 63);
        return envelope.event(
                "H26.KHCN", "ranking", index + "/" + year + dice.pick("", "/first"), dice.time(like), data);
    }

    private ObjectNode smartArea(JsonNode like) {
        Instant time = dice.time(like);
        ObjectNode data = JSON.createObjectNode()
                .put("area", dice.area("H26.XD", time))
                .put("status", dice.pick("PLANNED", "BUILDING", "OPERATING", "OPERATING"));
        return envelope.event("H26.XD", "smart-area", "m" + random.nextInt(6), time, data);
    }

    private ObjectNode citizenReport(JsonNode like) {
        Instant time = dice.time(like);
        String source = dice.source(like, time, "H26.VP", "H26.HCC");
        Instant resolved = dice.before(time, 3);
        ObjectNode data = JSON.createObjectNode()
                .put("area", dice.area(source, time))
                .put("category", dice.pick("noise", "litter"))
                .put("status", dice.pick("RECEIVED", "ACCEPTED", "REJECTED", "RESOLVED", "RESOLVED"))
                .put("receivedAt", text(dice.before(resolved, 20)))
                .put("dueAt", text(dice.sometimes() ? resolved : dice.due(time)));
        if (random.nextInt(3) > 0) {
            data.put("resolvedAt", text(resolved));
        }
        if (random.nextBoolean()) {
            data.put("satisfied", random.nextBoolean());
        }
        return envelope.event(source, "citizen-report", "r" + random.nextInt(40), time, data);
    }

    private ObjectNode periodicReport(JsonNode like) {
        Instant time = dice.time(like);
        ObjectNode data = JSON.createObjectNode()
                .put("reportType", dice.pick("quarterly", "yearly"))
                .put("level", dice.pick("CITY", "COMMUNE"))
                .put("dueAt", text(dice.due(time)))
                .put("viaSystem", random.nextBoolean());
        if (random.nextBoolean()) {
            data.put("submittedAt", text(dice.before(time, 3)));
        }
        return envelope.event("H26.VP", "periodic-report", "b" + random.nextInt(25), time, data);
    }

    private ObjectNode document(JsonNode like) {
        Instant time = dice.time(like);
        ObjectNode data = JSON.createObjectNode()
                .put("level", dice.pick("CITY", "DISTRICT", "COMMUNE"))
                .put("electronic", dice.mostly())
                .put("signed", dice.mostly())
                .put("secret", dice.sometimes())
                .put("issuedAt", text(dice.before(time, 2)));
        return envelope.event("H26.VP", "document", "v" + random.nextInt(25), time, data);
    }

    /** Its last exchange is about a day before it, or before a later event of the same database. */
    private ObjectNode database(JsonNode like) {
        Instant time = dice.time(like);
        ObjectNode data =
                JSON.createObjectNode().put("connected", dice.mostly()).put("inForce", dice.mostly());
        if (dice.mostly()) {
            Instant exchange = time.minusSeconds(WorldDice.DAY - 7_200 + random.nextInt(14_400));
            data.put(
                    "lastExchangeAt",
                    text(WorldDice.notAfter(
                            time,
                            dice.sometimes()
                                    ? World.NOW.minusSeconds(WorldDice.DAY)
                                    : random.nextBoolean() ? exchange : dice.before(time, 1))));
        }
        if (dice.mostly()) {
            data.put("nationalDatabase", dice.pick("population", "land"));
        }
        return envelope.event("H26.KHCN", "database", "c" + random.nextInt(6), time, data);
    }

    private ObjectNode informationSystem(JsonNode like) {
        ObjectNode data = JSON.createObjectNode()
                .put("securityLevel", 1 + random.nextInt(5))
                .put("approved", dice.mostly())
                .put("measuresComplete", dice.mostly())
                .put("inForce", dice.mostly());
        return envelope.event(
                dice.pick("H26.KHCN", "H26.CA"), "information-system", "y" + random.nextInt(8), dice.time(like), data);
    }

    private ObjectNode startup(JsonNode like) {
        Instant time = dice.time(like);
        ObjectNode data = JSON.createObjectNode()
                .put("area", dice.area("H26.KHCN", time))
                .put("sector", dice.pick("fintech", "health"))
                .put("supported", dice.mostly())
                .put("since", LocalDate.of(2024, 1 + random.nextInt(12), 1).toString());
        return envelope.event(dice.pick("H26.KHCN", "H26.TC"), "startup", "u" + random.nextInt(8), time, data);
    }

    private ObjectNode facility(JsonNode like) {
        Instant time = dice.time(like);
        ObjectNode data = JSON.createObjectNode()
                .put("area", dice.area("H26.YT", time))
                .put("kind", dice.pick("SCHOOL", "HEALTH"))
                .put("cashless", random.nextBoolean())
                .put("inForce", dice.mostly());
        return envelope.event(dice.pick("H26.YT", "H26.GDDT"), "facility", "f" + random.nextInt(8), time, data);
    }

    private ObjectNode archive(JsonNode like) {
        ObjectNode data = JSON.createObjectNode()
                .put("kind", dice.pick("AGENCY", "AGENCY", "HISTORICAL", "SPECIALISED"))
                .put("onlineWorkflow", random.nextBoolean())
                .put("preservation", random.nextBoolean())
                .put("inForce", dice.mostly());
        return envelope.event(
                dice.pick("H26.NV", "H26.LTLS"), "archive", "z" + random.nextInt(8), dice.time(like), data);
    }

    /** Created in the five years before; of three years ago some to the second. */
    private ObjectNode archivalRecord(JsonNode like) {
        Instant time = dice.time(like);
        Instant created = dice.sometimes() ? years(World.NOW, -3) : dice.before(time, 5 * 365);
        ObjectNode data = JSON.createObjectNode()
                .put("electronic", dice.mostly())
                .put("permanent", dice.mostly())
                .put("createdAt", text(created));
        Instant transferred = dice.sometimes() ? years(created, 3) : dice.near(years(created, 3), 200);
        if (!transferred.isAfter(time) && dice.mostly()) {
            data.put("transferredAt", text(transferred));
        }
        return envelope.event(dice.pick("H26.NV", "H26.LTLS"), "archival-record", "o" + random.nextInt(60), time, data);
    }

    private ObjectNode digitisation(JsonNode like) {
        Instant time = dice.time(like);
        ObjectNode data = JSON.createObjectNode()
                .put("kind", dice.pick("HOLDINGS", "METADATA", "PROCEDURE_RESULTS"))
                .put("count", random.nextInt(500))
                .put("completedAt", text(dice.before(time, 10)));
        return envelope.event(
                dice.pick("H26.HCC", "H26.NV", "H26.LTLS"), "digitisation", "g" + random.nextInt(20), time, data);
    }
}
