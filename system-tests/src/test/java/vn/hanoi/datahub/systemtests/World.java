package vn.hanoi.datahub.systemtests;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small city made from a seed, with everything that goes wrong in a real one: duplicates, late events, corrections, retractions, reused ids, and the change of
 * boundaries in the middle. Few subjects and places, so that they meet often.
 */
final class World {

    private static final JsonMapper JSON = new JsonMapper();
    private static final ZoneId HANOI = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final List<String> OLD = List.of("00004", "00001", "00190", "00376");
    private static final List<String> NEW = List.of("00004", "00008", "00190", "00376");

    private final Random random;

    private World(long seed) {
        random = new Random(seed);
    }

    /** Structured CloudEvents in the order of the log. */
    static List<ObjectNode> events(long seed, int size) {
        return new World(seed).make(size);
    }

    private List<ObjectNode> make(int size) {
        List<ObjectNode> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ObjectNode event = event();
            events.add(event);
            int dice = random.nextInt(20);
            if (dice == 0) {
                events.add(event.deepCopy());
            } else if (dice == 1) {
                events.add(reused(event));
            } else if (dice == 2) {
                events.add(again(event).put("operation", "retract"));
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

    private ObjectNode event() {
        String type = pick(
                "procedure-dossier",
                "procedure-dossier",
                "work-dossier",
                "statistic",
                "air-observation",
                "air-observation",
                "air-observation",
                "traffic-observation",
                "plan-task");
        return event("vn.hanoi." + type, null);
    }

    /**
     * @param like keeps time, subject and place of an event that is corrected; null for a new one
     */
    private ObjectNode event(String type, JsonNode like) {
        return switch (type.substring("vn.hanoi.".length())) {
            case "procedure-dossier" -> dossier(like);
            case "work-dossier" -> workDossier(like);
            case "statistic" -> statistic(like);
            case "air-observation" -> air(like);
            case "traffic-observation" -> traffic(like);
            default -> planTask(like);
        };
    }

    private ObjectNode dossier(JsonNode like) {
        Instant time = time(like, 2025, 4, 180);
        Instant due = time.plusSeconds(3600L * (random.nextInt(100) - 30));
        ObjectNode data = JSON.createObjectNode()
                .put("procedure", pick("p1", "p2"))
                .put("sector", pick("land", "health"))
                .put("level", "COMMUNE")
                .put("area", area(time))
                .put("channel", pick("ONLINE_FULL", "ONLINE_PARTIAL", "COUNTER"))
                .put("status", pick("RESOLVED", "RESOLVED", "RESOLVED", "IN_PROGRESS", "RETURNED"))
                .put("receivedAt", text(time.minusSeconds(90_000)))
                .put("dueAt", text(due))
                .put("resolvedAt", text(time.minusSeconds(random.nextInt(7_200))))
                .put("identifierLinked", true)
                .put("authentication", "VNEID")
                .put("applicantKind", "PERSON")
                .put("fee", false);
        return event(pick("H26.HCC", "H26.HCC:two"), "procedure-dossier", "d" + random.nextInt(120), time, data);
    }

    private ObjectNode workDossier(JsonNode like) {
        Instant time = time(like, 2025, 4, 180);
        String level = pick("CITY", "DISTRICT", "COMMUNE");
        ObjectNode data = JSON.createObjectNode()
                .put("level", level)
                .put(
                        "area",
                        level.equals("CITY") ? "01" : level.equals("DISTRICT") && isBefore(time) ? "001" : area(time))
                .put("status", pick("CLOSED", "CLOSED", "OPEN"))
                .put("online", random.nextBoolean())
                .put("secret", random.nextInt(10) == 0)
                .put("openedAt", text(time.minusSeconds(90_000)))
                .put("closedAt", text(time));
        if (random.nextBoolean()) {
            data.put("sector", pick("land", "health"));
        }
        return event("H26.NV", "work-dossier", "w" + random.nextInt(80), time, data);
    }

    private ObjectNode statistic(JsonNode like) {
        Instant time = time(like, 2025, 8, 60);
        boolean fibre = random.nextInt(4) > 0;
        String area =
                like != null ? like.get("data").get("area").asString() : fibre ? NEW.get(random.nextInt(4)) : "01";
        String statistic = like != null
                ? like.get("data").get("statistic").asString()
                : fibre ? "ds.fibre_households" : "de.grdp_share";
        String period = like != null
                ? like.get("data").get("period").asString()
                : pick("2024", "2025-Q1", "2025-Q2", "2025-06", "2025-07", "2025");
        String dimension = like != null ? like.get("data").path("dimension").asString("") : pick("", "", "VNPT");
        int households = 1_000 + random.nextInt(9_000);
        ObjectNode data = JSON.createObjectNode()
                .put("statistic", statistic)
                .put("area", area)
                .put("period", period)
                .put("numerator", random.nextInt(households))
                .put("denominator", households);
        if (!dimension.isEmpty()) {
            data.put("dimension", dimension);
        }
        return event("H26.KHCN", "statistic", statistic + "/" + area + "/" + period + "/" + dimension, time, data);
    }

    private ObjectNode air(JsonNode like) {
        Instant time = like != null
                ? Instant.parse(like.get("time").asString())
                : LocalDate.of(2025, 9, 1)
                        .atStartOfDay(HANOI)
                        .toInstant()
                        .plusSeconds(3600L * (1 + random.nextInt(40)));
        int station = like != null ? like.get("data").get("station").asString().charAt(1) - '0' : random.nextInt(3);
        String parameter = like != null
                ? like.get("data").get("parameter").asString()
                : pick("PM25", "PM25", "PM10", "O3", "NO2", "SO2", "CO");
        ObjectNode data = JSON.createObjectNode()
                .put("station", "S" + station)
                .put("parameter", parameter)
                .put("value", random.nextInt(parameter.equals("CO") ? 20_000 : 3_000) / 10.0)
                .put("averagingMinutes", 60)
                .put("area", NEW.get(station == 2 ? 1 : 0));
        return event("H26.NNMT", "air-observation", "S" + station + "/" + parameter, time, data);
    }

    private ObjectNode traffic(JsonNode like) {
        Instant time = like != null
                ? Instant.parse(like.get("time").asString())
                : LocalDate.of(2025, 9, 1).atStartOfDay(HANOI).toInstant().plusSeconds(300L * random.nextInt(400));
        String link = like != null ? like.get("subject").asString() : "L" + random.nextInt(4);
        ObjectNode data = JSON.createObjectNode()
                .put("link", link)
                .put("area", NEW.get(link.charAt(1) % 4))
                .put("speedKmh", random.nextInt(900) / 10.0)
                .put("freeFlowKmh", 50.5)
                .put("vehicles", random.nextInt(5))
                .put("averagingMinutes", 5);
        return event("H26.XD", "traffic-observation", link, time, data);
    }

    private ObjectNode planTask(JsonNode like) {
        Instant time = time(like, 2025, 1, 300);
        int task = random.nextInt(20);
        ObjectNode data = JSON.createObjectNode()
                .put("group", task < 10 ? "DIGITAL_GOVERNMENT" : "ARCHIVES")
                .put("leadAgency", pick("H26.VP", "H26.NV"))
                .put("dueAt", text(time))
                .put("status", pick("IN_PROGRESS", "COMPLETED", "CANCELLED"))
                .put("progress", 50);
        return event("H26.VP", "plan-task", "t" + task, time, data);
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
        return event;
    }

    private String id() {
        return "e" + Long.toHexString(random.nextLong());
    }

    private Instant time(JsonNode like, int year, int month, int days) {
        return like != null
                ? Instant.parse(like.get("time").asString())
                : LocalDate.of(year, month, 1)
                        .atStartOfDay(HANOI)
                        .toInstant()
                        .plusSeconds(random.nextInt(days) * 86_400L + random.nextInt(86_400));
    }

    private static boolean isBefore(Instant time) {
        return time.isBefore(LocalDate.of(2025, 7, 1).atStartOfDay(HANOI).toInstant());
    }

    private String area(Instant time) {
        return (isBefore(time) ? OLD : NEW).get(random.nextInt(4));
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String text(Instant time) {
        return time.atZone(HANOI).toOffsetDateTime().toString();
    }
}
