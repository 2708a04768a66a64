package vn.hanoi.datahub.ingest.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/** Collects what is wrong with one event, first things first, so that its sender hears of everything at once. */
final class Mistakes {

    private static final int MOST = 20;

    private final List<Refused> found = new ArrayList<>(0);

    void add(RefusalException mistake) {
        add(mistake.toRefused());
    }

    /** Of one field the first mistake is told: what follows from it would only confuse. */
    void add(Refused mistake) {
        boolean isNew = mistake.field() == null
                || found.stream().noneMatch(known -> mistake.field().equals(known.field()));
        if (isNew && found.size() < MOST) {
            found.add(mistake);
        }
    }

    /** A part of the event; null where it is wrong. */
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

    /** The first mistake, and the others with it. */
    Refused refused() {
        Refused first = found.get(0);
        return new Refused(first.reason(), first.detail(), first.field(), found.subList(1, found.size()));
    }
}
