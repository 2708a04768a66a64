package vn.hanoi.datahub.streams.processor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.values.DefinitionStage;
import vn.hanoi.datahub.values.DefinitionStep;

/**
 * The progress of definitions that are new to a partition of the log in counting the events from before them.
 *
 * <pre>
 *   subjects, in the store's order    |— counted by the new definition —▶ cursor |— not yet —|
 *   an event of a subject before the cursor counts by the old and the new definitions;
 *   an event of a subject after it counts by the old ones: the cursor will reach it
 * </pre>
 *
 * <p>The cursor moves in the transaction that counts. So each definition counts each subject exactly once, however
 * often the work is interrupted, and the other definitions keep counting meanwhile.
 */
final class Backfill {

    /**
     * Subjects to be counted next.
     *
     * @param names names of the definitions that will count them
     */
    record Batch(Set<String> names, List<Subject> subjects, boolean isLast) {
        /** Returns the part of the batch that there was time for. */
        Batch first(int active) {
            return active == subjects.size() ? this : new Batch(names, subjects.subList(0, active), false);
        }
    }

    /**
     * The progress of one definition.
     *
     * @param cursor key of the last subject it counted
     */
    record Progress(IndicatorDefinition definition, long done, String cursor) {

        static Progress parse(IndicatorDefinition definition, String text) {
            int end = text.indexOf(' ');
            return new Progress(definition, Long.parseLong(text.substring(0, end)), text.substring(end + 1));
        }

        String text() {
            return done + " " + cursor;
        }

        /** Returns the progress as it is published to readers. */
        DefinitionStep step(ProcessorContext<?, ?> context, long of) {
            return DefinitionStep.newBuilder()
                    .setIndicator(definition.id())
                    .setVersion(definition.version())
                    .setStage(DefinitionStage.COUNTED)
                    .setApplication(context.applicationId())
                    .setPartition(context.taskId().partition())
                    .setDone(done)
                    .setOf(of)
                    .setRecordedAt(Instant.ofEpochMilli(context.currentSystemTimeMs()))
                    .build();
        }
    }

    private static final String ALL_COUNTED = "";
    private static final int AT_ONCE = 500;
    private static final Predicate<IndicatorDefinition> EVERY = definition -> true;

    private final KeyValueStore<String, String> store;
    private final SubjectStores subjects;
    private final Map<String, Progress> joining = new TreeMap<>();
    private final List<Progress> joined = new ArrayList<>();

    /**
     * Resumes what a previous run of the task left unfinished. A task that has stored nothing yet has nothing to
     * backfill.
     */
    Backfill(KeyValueStore<String, String> store, SubjectStores subjects, ActiveDefinitions active) {
        this.store = store;
        this.subjects = subjects;
        Map<String, String> known = new HashMap<>();
        try (KeyValueIterator<String, String> entries = store.all()) {
            entries.forEachRemaining(entry -> known.put(entry.key, entry.value));
        }
        known.keySet().forEach(active::find); // throws if a newer instance ran here before
        for (IndicatorDefinition definition : active.all()) {
            String before = known.get(ActiveDefinitions.name(definition));
            Progress none = new Progress(definition, 0, "");
            if (known.isEmpty()) {
                finish(none);
            } else if (before == null) {
                joining.put(ActiveDefinitions.name(definition), none);
            } else if (!before.equals(ALL_COUNTED)) {
                joining.put(ActiveDefinitions.name(definition), Progress.parse(definition, before));
            }
        }
    }

    private void finish(Progress progress) {
        joining.remove(ActiveDefinitions.name(progress.definition()));
        joined.add(progress);
    }

    /** Returns which definitions count a subject's events now. */
    Predicate<IndicatorDefinition> counting(Subject subject) {
        if (joining.isEmpty()) {
            return EVERY;
        }
        Set<String> later = joining.entrySet().stream()
                .filter(entry -> Subject.compare(subject.key(), entry.getValue().cursor()) > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return definition -> !later.contains(ActiveDefinitions.name(definition));
    }

    /**
     * Returns the next batch, for the definitions that have made the least progress; null when all of them count
     * everything.
     */
    @Nullable
    Batch next() {
        if (joining.isEmpty()) {
            return null;
        }
        String cursor = joining.values().stream()
                .map(Progress::cursor)
                .min(Subject::compare)
                .orElseThrow();
        Set<String> names = new TreeSet<>();
        Set<String> types = new TreeSet<>();
        joining.forEach((name, progress) -> {
            if (progress.cursor().equals(cursor)) {
                names.add(name);
                types.addAll(progress.definition().counting().eventTypes());
            }
        });
        List<Subject> next = new ArrayList<>();
        types.forEach(type -> next.addAll(subjects.after(cursor, type, AT_ONCE - next.size())));
        return new Batch(names, next, next.size() < AT_ONCE);
    }

    /** Records that a batch was counted. */
    void passed(Batch batch) {
        for (String name : batch.names()) {
            Progress before = Objects.requireNonNull(joining.get(name));
            int last = batch.subjects().size() - 1;
            Progress now = new Progress(
                    before.definition(),
                    before.done() + batch.subjects().size(),
                    last < 0 ? before.cursor() : batch.subjects().get(last).key());
            if (batch.isLast()) {
                finish(now);
            } else {
                joining.put(name, now);
                store.put(name, now.text());
            }
        }
    }

    /** Returns the progress of the definitions that are still being backfilled. */
    List<Progress> underWay() {
        return List.copyOf(joining.values());
    }

    /**
     * Returns, once, the definitions that have been completed since the last call, and stores them as completed: in the
     * same transaction that informs the next stage.
     */
    List<Progress> takeJoined() {
        List<Progress> taken = List.copyOf(joined);
        taken.forEach(progress -> store.put(ActiveDefinitions.name(progress.definition()), ALL_COUNTED));
        joined.clear();
        return taken;
    }
}
