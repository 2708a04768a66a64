package vn.hanoi.datahub.streams.runtime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Outcome;
import vn.hanoi.datahub.state.HistoryState;
import vn.hanoi.datahub.state.OutcomeState;
import vn.hanoi.datahub.state.VersionState;
import vn.hanoi.datahub.streams.processor.SubjectStores;

/** The outcomes of one subject's events, read from the stores of the running streams. */
final class KnownOutcomes {

    private static final int MOST = 20;

    private final StreamsRuntime streams;

    public KnownOutcomes(StreamsRuntime streams) {
        this.streams = streams;
    }

    /**
     * Returns the outcomes of a subject's events, newest last; empty while the stores are unavailable: starting,
     * restoring, stopped.
     */
    public Optional<List<Map<String, @Nullable Object>>> of(String type, String agency, String subject) {
        String key = SubjectStores.key(type, agency, subject);
        List<Map<String, @Nullable Object>> outcomes = new ArrayList<>();
        try {
            ReadOnlyKeyValueStore<String, HistoryState> histories =
                    streams.store(SubjectStores.HISTORIES, QueryableStoreTypes.keyValueStore());
            HistoryState one = histories.get(key);
            if (one != null) {
                outcomes.addAll(of(one));
            }
            try (KeyValueIterator<String, HistoryState> observations =
                    histories.reverseRange(key + SubjectStores.FIRST_TIME, key + SubjectStores.AFTER_EVERY_TIME)) {
                for (int i = 0; observations.hasNext() && i < MOST; i++) {
                    outcomes.addAll(0, of(observations.next().value));
                }
            }
            return Optional.of(outcomes);
        } catch (InvalidStateStoreException notNow) {
            return Optional.empty();
        }
    }

    /** Returns those of the given agencies that have events of a subject; empty while the stores are unavailable. */
    public Optional<List<String>> owners(String type, String subject, List<String> agencies) {
        try {
            ReadOnlyKeyValueStore<String, HistoryState> histories =
                    streams.store(SubjectStores.HISTORIES, QueryableStoreTypes.keyValueStore());
            return Optional.of(agencies.stream()
                    .filter(agency -> hasEvents(histories, SubjectStores.key(type, agency, subject)))
                    .toList());
        } catch (InvalidStateStoreException notNow) {
            return Optional.empty();
        }
    }

    private static boolean hasEvents(ReadOnlyKeyValueStore<String, HistoryState> histories, String key) {
        try (KeyValueIterator<String, HistoryState> observations =
                histories.range(key + SubjectStores.FIRST_TIME, key + SubjectStores.AFTER_EVERY_TIME)) {
            return histories.get(key) != null || observations.hasNext();
        }
    }

    private static List<Map<String, @Nullable Object>> of(HistoryState state) {
        List<Map<String, @Nullable Object>> outcomes = new ArrayList<>();
        for (OutcomeState recent : state.getRecent()) {
            outcomes.add(row(
                    recent.getSource(),
                    recent.getId(),
                    Instant.ofEpochMilli(recent.getTime()),
                    recent.getOutcome(),
                    recent.getReason(),
                    recent.getOffset()));
        }
        VersionState inForce = state.getInForce();
        if (inForce != null) {
            Map<String, @Nullable Object> row = row(
                    inForce.getSource(),
                    inForce.getId(),
                    Instant.ofEpochSecond(
                            inForce.getPlace().getTime(), inForce.getPlace().getNanos()),
                    Outcome.APPLIED.word(),
                    null,
                    inForce.getPlace().getOffset());
            row.put("inForce", true);
            row.put("operation", inForce.getRetraction() ? "retract" : "upsert");
            outcomes.add(row);
        }
        return outcomes;
    }

    private static Map<String, @Nullable Object> row(
            String source, String id, Instant time, String outcome, @Nullable String reason, long offset) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("source", source);
        row.put("id", id);
        row.put("time", time.toString());
        row.put("outcome", outcome);
        row.put("reason", reason);
        row.put("offset", offset);
        return row;
    }
}
