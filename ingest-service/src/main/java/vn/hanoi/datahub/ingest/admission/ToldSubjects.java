package vn.hanoi.datahub.ingest.admission;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.event.Identity;
import vn.hanoi.datahub.domain.event.Operation;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.detail.Detail;

/**
 * The subjects that one file or batch has told of so far. Of several events with one identity, the newest replaces the
 * others. That is a correction, unless they are about different things and neither time nor data version says which is
 * newer: with one subject for two stations, one of them would be lost.
 */
public final class ToldSubjects {

    /** Files are sorted by station or by time: what belongs together is not further apart. */
    private static final int MOST = 100_000;

    /** @param time null where the subject alone is the identity */
    private record Key(
            String type,
            String agency,
            String subject,
            @Nullable Instant time) {}

    private record Told(List<String> things, Instant time, long dataVersion, long place) {

        /** Returns whether both are of one moment and yet about different things. */
        boolean contradicts(Told other) {
            return time.equals(other.time) && dataVersion == other.dataVersion && !things.equals(other.things);
        }
    }

    private final Map<Key, Told> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Told> eldest) {
            return size() > MOST;
        }
    };

    private long repeated;
    private @Nullable Long firstRepeated;

    /**
     * Returns the decision about the next event: the given one, or the refusal of an admitted event whose identity
     * stands for something else already.
     *
     * @param place its line in the file, or its index in the batch
     */
    public Admission next(Admission admission, long place) {
        if (!(admission instanceof Admission.Admitted admitted)) {
            return admission;
        }
        Event event = admitted.event();
        EventType type = admitted.type();
        Facts facts = event.data();
        Key key = new Key(
                event.type(),
                event.agency(),
                event.subject(),
                type.identity() == Identity.SUBJECT_AND_TIME ? event.time() : null);
        if (event.operation() == Operation.RETRACT || facts == null) {
            told.remove(key); // the subject may stand for something else from here on
            return admission;
        }
        Told now = new Told(
                type.subjectOf().stream()
                        .map(field -> String.valueOf(facts.at(field.position())))
                        .toList(),
                event.time(),
                event.dataVersion(),
                place);
        Told before = told.putIfAbsent(key, now);
        if (before == null) {
            return admission;
        }
        if (now.contradicts(before)) {
            return new Admission.Refused(
                    RefusalReason.MALFORMED,
                    Detail.of(
                            "subject.two-things",
                            event.subject(),
                            words(type, now),
                            words(type, before),
                            before.place(),
                            type.subjectOf().stream()
                                    .map(field -> "{" + field.name() + "}")
                                    .collect(Collectors.joining("/"))),
                    "/subject");
        }
        told.put(key, now);
        repeated++;
        firstRepeated = firstRepeated == null ? place : firstRepeated;
        return admission;
    }

    private static String words(EventType type, Told told) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < told.things().size(); i++) {
            words.append(i == 0 ? "" : ", ")
                    .append(type.subjectOf().get(i).name())
                    .append(' ')
                    .append(told.things().get(i));
        }
        return words.toString();
    }

    /** Returns how many admitted events have the identity of an earlier one. */
    public long repeated() {
        return repeated;
    }

    /** Returns the place of the first of them; null if there is none. */
    public @Nullable Long firstRepeated() {
        return firstRepeated;
    }
}
