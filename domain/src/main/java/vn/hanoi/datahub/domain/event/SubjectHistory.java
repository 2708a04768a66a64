package vn.hanoi.datahub.domain.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * History of one identity (agency, type, subject, and for observations the time): the event in force, and the place of
 * the newest retraction. Immutable.
 *
 * <pre>
 *   arrival newer than all  ─▶ in force; the former version is superseded, and its state ends where the new one begins
 *   arrival older           ─▶ superseded at once; a state it reported is inserted at its place in time
 *   retraction              ─▶ nothing before it counts any more; a newer upsert restores the subject
 * </pre>
 *
 * @param inForce the newest version; null before the first
 * @param retraction the place of the newest retraction; null when there was none
 */
public record SubjectHistory(@Nullable Version inForce, Version.@Nullable Place retraction) {

    public static final SubjectHistory NONE = new SubjectHistory(null, null);

    /**
     * The effect of an arrival.
     *
     * @param next the history after the arrival
     * @param outcome outcome of the arrival: applied or superseded
     * @param displaced the version that was in force until now; null when there was none or it is still in force
     * @param before the intervals of the subject's state that no longer apply
     * @param after the intervals that apply instead
     */
    public record Step(
            SubjectHistory next,
            Outcome outcome,
            @Nullable Version displaced,
            List<VersionInterval> before,
            List<VersionInterval> after) {}

    /** Former versions, kept for types whose past states matter. */
    public interface Earlier {

        /** Keeps none: only the event in force counts. */
        Earlier NONE = new Earlier() {
            @Override
            public Optional<Version> before(Version.Place place) {
                return Optional.empty();
            }

            @Override
            public Optional<Version> after(Version.Place place) {
                return Optional.empty();
            }

            @Override
            public void keep(Version version) {}

            @Override
            public boolean keeps() {
                return false;
            }
        };

        Optional<Version> before(Version.Place place);

        Optional<Version> after(Version.Place place);

        void keep(Version version);

        default boolean keeps() {
            return true;
        }
    }

    /** Applies an event that is neither a duplicate nor reuses an id. */
    public Step take(Version arrival, Earlier earlier) {
        Version former = inForce;
        if (former == null) {
            return new Step(with(arrival, arrival), Outcome.APPLIED, null, List.of(), held(arrival));
        }
        return arrival.isNewerThan(former) ? replace(former, arrival, earlier) : insert(former, arrival, earlier);
    }

    private Step replace(Version former, Version arrival, Earlier earlier) {
        List<VersionInterval> before = new ArrayList<>(held(former));
        List<VersionInterval> after = new ArrayList<>(held(arrival));
        if (arrival.isRetraction()) {
            before.addAll(upTo(former, earlier));
        } else if (earlier.keeps() && !former.isRetraction()) {
            after.add(new VersionInterval(former, arrival.event().time()));
        }
        earlier.keep(former);
        return new Step(with(arrival, arrival), Outcome.APPLIED, former, before, after);
    }

    private Step insert(Version former, Version arrival, Earlier earlier) {
        List<VersionInterval> before = new ArrayList<>();
        List<VersionInterval> after = new ArrayList<>();
        if (earlier.keeps() && (retraction == null || arrival.place().compareTo(retraction) > 0)) {
            Version next = earlier.after(arrival.place()).orElse(former);
            Optional<Version> previous = counted(earlier.before(arrival.place()));
            previous.ifPresent(version ->
                    before.add(new VersionInterval(version, next.event().time())));
            if (arrival.isRetraction()) {
                previous.ifPresent(version -> before.addAll(upTo(version, earlier)));
            } else {
                previous.ifPresent(version ->
                        after.add(new VersionInterval(version, arrival.event().time())));
                after.add(new VersionInterval(arrival, next.event().time()));
            }
        }
        earlier.keep(arrival);
        return new Step(with(former, arrival), Outcome.SUPERSEDED, null, before, after);
    }

    /** Returns all intervals before a version, back to the last retraction, newest first. */
    private List<VersionInterval> upTo(Version version, Earlier earlier) {
        return version.isRetraction() ? List.of() : upTo(version, Instant.MIN, earlier);
    }

    /**
     * Returns the intervals of the subject's state after a moment, newest first: those whose contributions may still
     * change as time passes.
     *
     * @param moment the previous reading of the clock
     */
    public List<VersionInterval> since(Instant moment, Earlier earlier) {
        if (inForce == null || inForce.isRetraction()) {
            return List.of();
        }
        List<VersionInterval> recent = new ArrayList<>(held(inForce));
        recent.addAll(upTo(inForce, moment, earlier));
        return recent;
    }

    private List<VersionInterval> upTo(Version version, Instant moment, Earlier earlier) {
        List<VersionInterval> chain = new ArrayList<>();
        Version next = version;
        while (next.event().time().isAfter(moment)) {
            Optional<Version> previous = counted(earlier.before(next.place()));
            if (previous.isEmpty()) {
                return chain;
            }
            chain.add(new VersionInterval(previous.get(), next.event().time()));
            next = previous.get();
        }
        return chain;
    }

    private Optional<Version> counted(Optional<Version> version) {
        return version.filter(found -> retraction == null || found.place().compareTo(retraction) > 0);
    }

    private static List<VersionInterval> held(Version inForce) {
        return inForce.isRetraction() ? List.of() : List.of(new VersionInterval(inForce, null));
    }

    private SubjectHistory with(Version newest, Version arrival) {
        boolean later = retraction == null || arrival.place().compareTo(retraction) > 0;
        return new SubjectHistory(newest, arrival.isRetraction() && later ? arrival.place() : retraction);
    }
}
