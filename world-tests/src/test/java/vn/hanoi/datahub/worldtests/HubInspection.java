package vn.hanoi.datahub.worldtests;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.Stage;

/**
 * What has to be so after every run of the hub in a test, whatever the test looks at itself:
 *
 * <ul>
 *   <li>of each feed, accepted = applied + duplicate + superseded + rejected: nothing is lost, counted twice or
 *       pending;
 *   <li>each rejected event has one dead letter, and that one was expected: by the test or by the oracle;
 *   <li>the two topics of values tell the same;
 *   <li>every definition is in force, unless the test declares otherwise;
 *   <li>every value, and what became of the events, is as the oracle says, unless the test declares that the oracle
 *       knows nothing of its catalogue.
 * </ul>
 */
final class HubInspection {

    private static final int SHOWN = 5;

    private final HubSetup setup;
    private final List<ObjectNode> log = new ArrayList<>();
    private final Map<String, Long> accepted = new TreeMap<>();
    private final HubValues values = new HubValues();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final Set<String> evaluated = new HashSet<>();
    private int lettersTaken;
    private boolean topicsDiffer;

    HubInspection(HubSetup setup) {
        this.setup = setup;
    }

    void accepted(String feed, ObjectNode event) {
        log.add(event);
        accepted.merge(feed, 1L, Long::sum);
    }

    HubValues values() {
        return values;
    }

    void letter(DeadLetter letter) {
        letters.add(letter);
    }

    void evaluated(String definition) {
        evaluated.add(definition);
    }

    void sameOnBothTopics(boolean isSame) {
        topicsDiffer |= !isSame;
    }

    List<DeadLetter> takeLetters() {
        List<DeadLetter> taken = List.copyOf(letters.subList(lettersTaken, letters.size()));
        lettersTaken = letters.size();
        return taken;
    }

    /** What is not as it should be, told for people. */
    List<String> problems(Instant now) {
        List<String> problems = new ArrayList<>();
        if (topicsDiffer) {
            problems.add("the topics of values and of revisions do not tell the same");
        }
        accounts(problems);
        deadLetters(problems);
        definitions(problems);
        if (setup.isHeldToTheOracle()) {
            oracle(problems, now);
        }
        return problems;
    }

    private void accounts(List<String> problems) {
        Map<String, Map<String, Long>> outcomes = values.outcomesByFeed();
        Set<String> feeds = new TreeSet<>(accepted.keySet());
        feeds.addAll(outcomes.keySet());
        feeds.forEach(feed -> problems.addAll(
                new Account(feed, accepted.getOrDefault(feed, 0L), outcomes.getOrDefault(feed, Map.of()), 0, 0)
                        .problems()));
    }

    private void deadLetters(List<String> problems) {
        Map<String, Long> told = new TreeMap<>();
        letters.stream()
                .filter(letter -> letter.getStage() == Stage.PROCESSOR)
                .forEach(letter -> told.merge(
                        letter.getAgency() + "/" + letter.getType() + " " + letter.getReason(), 1L, Long::sum));
        if (!told.equals(values.rejections())) {
            problems.add("rejected are " + values.rejections() + ", but the dead letters are " + told);
        }
        if (!setup.isHeldToTheOracle() && lettersTaken < letters.size()) {
            problems.add("a dead letter nobody expected: " + letters.get(lettersTaken));
        }
    }

    private void definitions(List<String> problems) {
        List<String> waiting = setup.catalogue().definitions().stream()
                .filter(definition -> !definition.counting().inputs().isEmpty()) // of the hub's own the accounts tell
                .map(definition -> definition.id() + "@" + definition.version())
                .filter(definition -> !evaluated.contains(definition))
                .toList();
        if (!waiting.isEmpty() && !setup.definitionsMayBePending()) {
            problems.add("definitions that are not in force in the end: " + waiting);
        } else if (waiting.isEmpty() && setup.definitionsMayBePending()) {
            problems.add("definitions were declared pending, and all are in force");
        }
    }

    private void oracle(List<String> problems, Instant now) {
        try (SqlOracle oracle = SqlOracle.ofTheShippedAreas(setup.catalogue().agencies(), now)) {
            oracle.load(log);
            List<String> differences = values.differences(oracle);
            if (!differences.isEmpty()) {
                problems.add(differences.size() + " values are not the oracle's: "
                        + String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size()))));
            }
            if (!values.outcomes().equals(oracle.outcomes())) {
                problems.add("the oracle says " + oracle.outcomes() + ", the hub " + values.outcomes());
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
