package vn.hanoi.datahub.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectHistoryTest {

    private static final LocalDate ACCEPTED = LocalDate.of(2025, 9, 1);

    private long offset;

    /** Versions in a sorted map, as the store keeps them. */
    private static final class Kept implements SubjectHistory.Earlier {
        private final TreeMap<Version.Place, Version> versions = new TreeMap<>();

        @Override
        public Optional<Version> before(Version.Place place) {
            return Optional.ofNullable(versions.lowerEntry(place)).map(Map.Entry::getValue);
        }

        @Override
        public Optional<Version> after(Version.Place place) {
            return Optional.ofNullable(versions.higherEntry(place)).map(Map.Entry::getValue);
        }

        @Override
        public void keep(Version version) {
            versions.put(version.place(), version);
        }
    }

    private Version version(String day, long dataVersion, Operation operation) {
        Event event = new Event(
                "t",
                "urn:hanoi:agency:A",
                "s",
                "id-" + offset,
                Instant.parse(day + "T05:00:00Z"),
                dataVersion,
                operation,
                null);
        return new Version(event, Fingerprint.copyOf(new byte[16]), ACCEPTED, offset++);
    }

    /** What speaks for the subject when all steps are added up: each version with its end. */
    private static Map<VersionInterval, Integer> take(SubjectHistory.Earlier earlier, List<Version> versions) {
        SubjectHistory history = SubjectHistory.NONE;
        Map<VersionInterval, Integer> speaking = new HashMap<>();
        for (Version version : versions) {
            SubjectHistory.Step step = history.take(version, earlier);
            step.before().forEach(held -> speaking.merge(held, -1, Integer::sum));
            step.after().forEach(held -> speaking.merge(held, 1, Integer::sum));
            history = step.next();
        }
        speaking.values().removeIf(count -> count == 0);
        return speaking;
    }

    @Test
    void newerEventReplacesTheOneInForce() {
        Version first = version("2025-01-10", 0, Operation.UPSERT);
        Version second = version("2025-02-10", 0, Operation.UPSERT);
        SubjectHistory.Step step = SubjectHistory.NONE
                .take(first, SubjectHistory.Earlier.NONE)
                .next()
                .take(second, SubjectHistory.Earlier.NONE);

        assertThat(step.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(step.displaced()).isEqualTo(first);
        assertThat(step.before()).containsExactly(new VersionInterval(first, null));
        assertThat(step.after()).containsExactly(new VersionInterval(second, null));
    }

    @Test
    void olderEventIsSuperseded_andChangesNothing() {
        SubjectHistory inForce = SubjectHistory.NONE
                .take(version("2025-02-10", 0, Operation.UPSERT), SubjectHistory.Earlier.NONE)
                .next();

        SubjectHistory.Step step =
                inForce.take(version("2025-01-10", 9, Operation.UPSERT), SubjectHistory.Earlier.NONE);

        assertThat(step.outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(step.next()).isEqualTo(inForce);
        assertThat(step.before()).isEmpty();
        assertThat(step.after()).isEmpty();
    }

    @Test
    void tiesOfTimeGoToTheHigherDataVersion_thenToTheLaterInTheLog() {
        SubjectHistory two = SubjectHistory.NONE
                .take(version("2025-01-10", 2, Operation.UPSERT), SubjectHistory.Earlier.NONE)
                .next();

        assertThat(two.take(version("2025-01-10", 1, Operation.UPSERT), SubjectHistory.Earlier.NONE)
                        .outcome())
                .isEqualTo(Outcome.SUPERSEDED);
        assertThat(two.take(version("2025-01-10", 2, Operation.UPSERT), SubjectHistory.Earlier.NONE)
                        .outcome())
                .isEqualTo(Outcome.APPLIED);
    }

    @Test
    void retractionTakesEverythingOut_andANewerUpsertBringsTheSubjectBack() {
        Version january = version("2025-01-10", 0, Operation.UPSERT);
        Version february = version("2025-02-10", 0, Operation.UPSERT);
        Version retraction = version("2025-03-10", 0, Operation.RETRACT);
        Version april = version("2025-04-10", 0, Operation.UPSERT);

        assertThat(take(new Kept(), List.of(january, february, retraction))).isEmpty();
        assertThat(take(new Kept(), List.of(january, february, retraction, april)))
                .isEqualTo(Map.of(new VersionInterval(april, null), 1));
    }

    @Test
    void aStateHoldsUntilTheNextEvent() {
        Version march = version("2025-03-10", 0, Operation.UPSERT);
        Version may = version("2025-05-10", 0, Operation.UPSERT);

        assertThat(take(new Kept(), List.of(march, may)))
                .isEqualTo(
                        Map.of(new VersionInterval(march, may.event().time()), 1, new VersionInterval(may, null), 1));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatSpeaksDoesNotDependOnTheOrderOfArrival(int seed) {
        Random random = new Random(seed);
        List<Version> versions = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Operation operation = random.nextInt(4) == 0 ? Operation.RETRACT : Operation.UPSERT;
            versions.add(version("2025-01-1" + random.nextInt(6), random.nextInt(2), operation));
        }
        Map<VersionInterval, Integer> inOrder = take(new Kept(), versions);
        List<Version> shuffled = new ArrayList<>(versions);
        Collections.shuffle(shuffled, random);

        assertThat(take(new Kept(), shuffled)).isEqualTo(inOrder);
        assertThat(inOrder.values()).allMatch(count -> count == 1);
    }

    @Test
    void sinceAMoment_namesWhatTheClockMayStillChange() {
        Version march = version("2025-03-10", 0, Operation.UPSERT);
        Version may = version("2025-05-10", 0, Operation.UPSERT);
        Version june = version("2025-06-10", 0, Operation.UPSERT);
        Kept kept = new Kept();
        SubjectHistory history = SubjectHistory.NONE;
        for (Version version : List.of(march, may, june)) {
            history = history.take(version, kept).next();
        }

        assertThat(history.since(Instant.parse("2025-07-01T00:00:00Z"), kept))
                .containsExactly(new VersionInterval(june, null));
        assertThat(history.since(Instant.parse("2025-06-01T00:00:00Z"), kept))
                .containsExactly(
                        new VersionInterval(june, null),
                        new VersionInterval(may, june.event().time()));
    }
}
