package vn.hanoi.datahub.worldtests.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.ingest.admission.Admission;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.worldtests.Account;
import vn.hanoi.datahub.worldtests.HubRun;
import vn.hanoi.datahub.worldtests.HubSetup;
import vn.hanoi.datahub.worldtests.World;
import vn.hanoi.datahub.worldtests.scenario.ExpectedLines.Expected;

/**
 * Plays a scenario: through the door into the hub's topology and, where the scenario speaks of alerts, through those
 * behind it. All of it is read before anything is played. The clock goes on to each event's time; an event of before it
 * is late.
 */
final class ScenarioRun {

    private static final Line NOWHERE = Line.of("", 0, "");
    private static final Phrase CLOCK = new Phrase(NOWHERE, "the clock says {moment}");
    private static final Phrase AGAIN = new Phrase(NOWHERE, "event {word} again");
    private static final String OUTCOMES = "outcomes: ";
    private static final String REFUSED = "refused: ";
    private static final String REJECTED = "rejected: ";
    private static final String ALERT = "alert: ";

    /** Definitions are in force before the first event comes. */
    private static final Duration BEFORE_THE_FIRST_EVENT = Duration.ofMinutes(1);

    private final Scenario scenario;
    private final Catalogue catalogue;
    private final Map<Line, Step> steps = new HashMap<>();
    private final Map<Line, Expected> values = new HashMap<>();
    private final List<String> refused = new ArrayList<>();

    /**
     * Something that happens.
     *
     * @param event null where only the clock goes on
     */
    private record Step(Instant at, ObjectNode event) {}

    ScenarioRun(Scenario scenario, Catalogue catalogue, Words words) {
        this.scenario = scenario;
        this.catalogue = catalogue;
        EventLines events = new EventLines(catalogue, words);
        ExpectedLines expected = new ExpectedLines(catalogue, words);
        Map<String, ObjectNode> sent = new HashMap<>();
        for (Scenario.Round round : scenario.rounds()) {
            round.happens().forEach(line -> steps.put(line, step(line, events, sent)));
            round.thens().stream()
                    .filter(line -> !isTold(line) && !line.text().startsWith(OUTCOMES))
                    .forEach(line -> values.put(line, expected.read(line)));
        }
    }

    private static boolean isTold(Line line) {
        return List.of(REFUSED, REJECTED, ALERT).stream().anyMatch(line.text()::startsWith);
    }

    private static Step step(Line line, EventLines events, Map<String, ObjectNode> sent) {
        if (CLOCK.match(line.text()).isPresent()) {
            return new Step(
                    EventLines.moment(
                            line, CLOCK.match(line.text()).orElseThrow().get(0).text()),
                    null);
        }
        if (AGAIN.match(line.text()).isPresent()) {
            ObjectNode again =
                    sent.get(AGAIN.match(line.text()).orElseThrow().get(0).text());
            if (again == null) {
                throw line.notUnderstood("no event before it has this id");
            }
            return new Step(Instant.EPOCH, again);
        }
        ObjectNode event = events.event(line, "line-" + line.number());
        sent.putIfAbsent(event.get("id").asString(), event);
        return new Step(World.time(event), event);
    }

    void play(Path folder) {
        Instant first = steps.get(scenario.rounds().get(0).happens().get(0)).at();
        String name = scenario.file().replace(".txt", "");
        try (HubRun hub = new HubSetup(name, folder, catalogue, first.minus(BEFORE_THE_FIRST_EVENT)).open();
                AlertsRun alerts =
                        speaksOfAlerts() ? new AlertsRun(name, folder, catalogue, hub.registry(), hub.clock()) : null) {
            if (alerts != null) {
                hub.isFollowedBy(alerts::accepted);
            }
            for (Scenario.Round round : scenario.rounds()) {
                for (Line line : round.happens()) {
                    happens(line, hub);
                    if (alerts != null) {
                        alerts.look(hub.clock(), hub.read());
                    }
                }
                compare(round.thens(), hub, alerts);
            }
        }
    }

    private boolean speaksOfAlerts() {
        return scenario.rounds().stream()
                .flatMap(round -> round.thens().stream())
                .anyMatch(line -> line.text().startsWith(ALERT));
    }

    private void happens(Line line, HubRun hub) {
        Step step = steps.get(line);
        if (step.event() == null && step.at().isBefore(hub.clock())) {
            throw line.notUnderstood("the clock does not go back");
        }
        hub.waitUntil(step.at());
        if (step.event() != null && hub.submit(step.event()) instanceof Admission.Refused refusal) {
            refused.add(REFUSED + step.event().get("subject").asString() + ", "
                    + refusal.reason().word());
        }
    }

    private void compare(List<Line> thens, HubRun hub, AlertsRun alerts) {
        Comparison comparison = new Comparison(scenario);
        for (Line line : thens) {
            if (values.containsKey(line)) {
                comparison.add(line, values.get(line).line(), values.get(line).actual(hub.values()));
            } else if (line.text().startsWith(OUTCOMES)) {
                comparison.add(line, line.text(), outcomes(hub.values().outcomes()));
            }
        }
        List<String> rejected = hub.deadLetters().stream()
                .map(letter -> REJECTED + letter.getSubject() + ", " + letter.getReason())
                .toList();
        tell(comparison, thens, REFUSED, List.copyOf(refused));
        tell(comparison, thens, REJECTED, rejected);
        tell(
                comparison,
                thens,
                ALERT,
                alerts == null
                        ? List.of()
                        : alerts.told().stream().map(ALERT::concat).toList());
        refused.clear();
        comparison.assertEqual();
    }

    /** What is refused, rejected or told as an alert must be named, all of it, where it is new. */
    private static void tell(Comparison comparison, List<Line> thens, String kind, List<String> actual) {
        comparison.addAll(
                thens.stream().filter(line -> line.text().startsWith(kind)).toList(),
                actual,
                thens.get(thens.size() - 1));
    }

    private static String outcomes(Map<String, Long> outcomes) {
        return OUTCOMES
                + (outcomes.isEmpty()
                        ? "none"
                        : Account.OUTCOMES.stream()
                                .filter(outcomes::containsKey)
                                .map(outcome -> outcome + " " + outcomes.get(outcome))
                                .collect(Collectors.joining(", ")));
    }
}
