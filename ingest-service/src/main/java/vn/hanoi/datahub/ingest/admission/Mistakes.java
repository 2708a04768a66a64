package vn.hanoi.datahub.ingest.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/**
 * Collects the errors in one event, in the order in which they are found, so that its sender learns of all of them at
 * once.
 */
final class Mistakes {

    private static final int MOST = 20;

    private final List<Refused> found = new ArrayList<>(0);

    void add(RefusalException mistake) {
        add(mistake.toRefused());
    }

    /** Adds an error, unless its field already has one: an error that follows from another would only confuse. */
    void add(Refused mistake) {
        boolean isNew = mistake.field() == null
                || found.stream().noneMatch(known -> mistake.field().equals(known.field()));
        if (isNew && found.size() < MOST) {
            found.add(mistake);
        }
    }

    /** Returns a part of the event, or null if it is invalid. */
    <T> @Nullable T read(Supplier<@Nullable T> part) {
        try {
            return part.get();
        } catch (RefusalException e) {
            add(e);
            return null;
        }
    }

    void check(Runnable check) {
        try {
            check.run();
        } catch (RefusalException e) {
            add(e);
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** Returns the first error as a refusal that includes the others. */
    Refused refused() {
        Refused first = found.get(0);
        return new Refused(first.reason(), first.detail(), first.field(), found.subList(1, found.size()));
    }
}
