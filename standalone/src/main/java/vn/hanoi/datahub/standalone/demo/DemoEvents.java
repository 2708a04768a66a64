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

/** Generates the simulated city's events from a seed: ids, subjects and choices. */
final class DemoEvents {

    record Sent(String agency, ObjectNode event) {}

    static final List<String> SECTORS =
            List.of("land", "business", "civil-status", "construction", "health", "education", "transport", "labour");

    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] LEVELS = {"CITY", "COMMUNE"};

    final AreaRegister areas;
    final Random random;
    private final String run;
    private long serial;

    DemoEvents(AreaRegister areas, long seed) {
        this.areas = areas;
        this.random = new Random(seed);
        this.run = Long.toString(seed, 36);
    }

    Sent send(String agency, String type, String subject, Instant time, ObjectNode data) {
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

    /** Returns a subject that no other run of the demo uses. */
    String next(String kind) {
        return kind + "-" + run + "-" + ++serial;
    }

    Area commune(Instant time) {
        List<Area> communes = areas.list(day(time), AreaLevel.COMMUNE);
        return communes.get(random.nextInt(communes.size()));
    }

    ObjectNode withArea(Instant time) {
        return data().put("area", commune(time).code());
    }

    static ObjectNode data() {
        return JSON.createObjectNode();
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    String sector() {
        return SECTORS.get(random.nextInt(SECTORS.size()));
    }

    /** Returns a department or a commune. */
    String agency() {
        return chance(0.3)
                ? pick("H26.VP", "H26.HCC", "H26.KHCN", "H26.NV", "H26.TC", "H26.CT", "H26.XD", "H26.NNMT", "H26.YT")
                : "H26.X"
                        + areas.list(AreaRegister.LAST_DAY_OF_OLD_UNITS.plusDays(1), AreaLevel.COMMUNE)
                                .get(random.nextInt(110))
                                .code();
    }

    String level() {
        return pick(LEVELS);
    }

    static LocalDate day(Instant time) {
        return CityTime.dayOf(time);
    }

    static Instant fiveMinutes(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond() / 300 * 300);
    }

    static String text(Instant time) {
        return time.atZone(CityTime.ZONE)
                .toOffsetDateTime()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
