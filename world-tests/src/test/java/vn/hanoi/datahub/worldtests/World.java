package vn.hanoi.datahub.worldtests;

import static vn.hanoi.datahub.worldtests.WorldDice.notAfterNow;
import static vn.hanoi.datahub.worldtests.WorldDice.timeOf;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small city made from a seed, with events of every type and everything that goes wrong in a real one: duplicates,
 * late events, corrections, retractions, reused ids, the change of boundaries in the middle, and the turn of a year.
 * Few subjects and places, so that they meet often. Nothing is later than {@link #NOW}.
 */
public final class World {

    /** Where the clock stands. */
    public static final Instant NOW = Instant.parse("2026-03-15T00:00:00Z");

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

    private final Random random;
    private final WorldDice dice;
    private final WorldEvents made;

    private World(long seed, UnaryOperator<ObjectNode> told) {
        random = new Random(seed);
        dice = new WorldDice(random);
        made = new WorldEvents(random, dice, new Envelope(dice, told));
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
            ObjectNode event = made.of("vn.hanoi." + dice.pick(TYPES), null);
            events.add(event);
            int what = random.nextInt(20);
            if (what == 0) {
                events.add(event.deepCopy());
            } else if (what == 1) {
                events.add(reused(event));
            } else if (what == 2) {
                events.add(retraction(event));
            } else if (what <= 5) {
                ObjectNode correction = again(event);
                correction.put("dataversion", random.nextInt(3));
                correction.set(
                        "data", made.of(event.get("type").asString(), event).get("data"));
                events.add(correction);
            }
        }
        Collections.shuffle(events, random);
        return events;
    }

    private ObjectNode again(ObjectNode event) {
        return event.deepCopy().put("id", dice.id());
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
                    notAfterNow(timeOf(event).plusSeconds(random.nextInt(20) * WorldDice.DAY))
                            .toString());
        }
        return retraction;
    }
}
