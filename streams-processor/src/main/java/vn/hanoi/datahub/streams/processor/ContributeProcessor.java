package vn.hanoi.datahub.streams.processor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Fingerprint;
import vn.hanoi.datahub.domain.event.Identity;
import vn.hanoi.datahub.domain.event.Outcome;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.domain.event.SubjectHistory;
import vn.hanoi.datahub.domain.event.Version;
import vn.hanoi.datahub.domain.event.VersionInterval;
import vn.hanoi.datahub.domain.fold.Contribution;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.EventHeaders;
import vn.hanoi.datahub.schemas.trace.Origin;
import vn.hanoi.datahub.state.ChangesState;
import vn.hanoi.datahub.state.HistoryState;
import vn.hanoi.datahub.state.OutcomeState;
import vn.hanoi.datahub.values.DefinitionStep;

/**
 * Decides the outcome of each event and emits only the resulting changes.
 *
 * <pre>
 *   event ─▶ known id?  ── same payload ──▶ duplicate
 *     │                 └─ other payload ─▶ rejected, id-reused
 *     └─▶ history of its identity ─▶ applied or superseded ─▶ old contributions out, new ones in ─▶ combined
 *   clock ─▶ identities whose alarm is due ─▶ contributions that begin now ─▶ combined
 *   new definition ─▶ existing identities, one after the other ─▶ their contributions by it ─▶ combined
 *
 *   combined: kept in memory until the commit
 * </pre>
 *
 * Outcomes are dated by the log's append time. The clock is read only for contributions that begin as time passes (an
 * open dossier passing its due date): what counts at a given moment depends only on the events and that moment, however
 * often and in whatever order they were read.
 */
public final class ContributeProcessor implements Processor<byte[], byte[], String, ContributeOutput> {

    public static final String COMMIT = "contribute-commit";
    public static final String POSITIONS = "contribute-positions";

    /** The header of changes that a backlog made. */
    static final String BACKLOG = "hub_backlog";

    private static final Logger LOG = LoggerFactory.getLogger(ContributeProcessor.class);
    private static final Duration JOIN_STEP = Duration.ofMillis(50);
    private static final Duration JOIN_FOR = Duration.ofMillis(200);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(2);
    private static final char SEPARATOR = '\0';
    private static final int RECENT_OUTCOMES = 20;
    private static final Duration CLOCK_STEP = Duration.ofSeconds(1);
    private static final int MOST_ALARMS = 10_000;

    private final Catalogue catalogue;
    private final EventReader reader;
    private final ActiveDefinitions active;

    /** What the rows of a definition are packed by, by its name: all of it is counted by one task. */
    private final Map<String, String> groups;

    private final Pacing pacing;
    private final Backpressure backpressure;
    private final ContributionRules rules;
    private final OutcomeAccount account;

    /** Changes by live events, and by time. */
    private final PendingDeltas live = new PendingDeltas();

    /** Changes by a backlog, kept apart so that they do not make live changes look old. */
    private final PendingDeltas backlog = new PendingDeltas();

    private PendingDeltas deltas = live;

    private @Nullable ProcessorContext<String, ContributeOutput> context;
    private @Nullable SubjectStores stores;
    private @Nullable ProcessedOffsets offsets;
    private @Nullable BacklogLanes lanes;
    private @Nullable Backfill backfill;
    private @Nullable Cancellable backfillTimer;
    private @Nullable CommitPace pace;
    private long reportedAt;

    public ContributeProcessor(Catalogue catalogue, ActiveDefinitions active, EventReader reader, Pacing pacing) {
        this.pacing = pacing;
        this.backpressure = pacing.backpressure();
        this.catalogue = catalogue;
        this.reader = reader;
        this.active = active;
        this.groups = PackedCells.groups(active);
        this.rules = new ContributionRules(catalogue, active);
        this.account = new OutcomeAccount(active, catalogue.areas().city().id());
    }

    @Override
    public void init(ProcessorContext<String, ContributeOutput> processorContext) {
        context = processorContext;
        stores = new SubjectStores(processorContext, reader);
        offsets = new ProcessedOffsets(processorContext.getStateStore(POSITIONS));
        lanes = new BacklogLanes(processorContext.getStateStore(BacklogRouter.OUTSTANDING), backpressure);
        backfill = new Backfill(processorContext.getStateStore(SubjectStores.DEFINITIONS), stores, active);
        reportedAt = 0;
        live.clear();
        backlog.clear();
        pace = new CommitPace(processorContext, pacing);
        processorContext.<CommitHook>getStateStore(COMMIT).onCommit(processorContext, this::emit);
        processorContext.schedule(CLOCK_STEP, PunctuationType.WALL_CLOCK_TIME, this::ring);
        backfillTimer = processorContext.schedule(JOIN_STEP, PunctuationType.WALL_CLOCK_TIME, this::join);
    }

    private void emit() {
        long now = context().currentSystemTimeMs();
        long begun = pacing.clock().millis();
        Objects.requireNonNull(offsets).write();
        for (PendingDeltas some : List.of(backlog, live)) { // so that what a live event takes back has arrived before
            some.drain((changes, origin) -> {
                Headers headers = Origin.headers(origin);
                if (some == backlog) {
                    headers.add(BACKLOG, new byte[0]);
                }
                String key = groups.getOrDefault(
                                ActiveDefinitions.name(changes.getIndicator(), changes.getVersion()),
                                changes.getIndicator())
                        + SEPARATOR
                        + changes.getArea();
                context().forward(new Record<>(key, new ContributeOutput.Changes(changes), now, headers));
            });
        }
        backpressure.sent(now);
        // Sent after the changes, so that a task reads that a definition has counted everything only after all of its
        // changes.
        for (Backfill.Progress progress : backfill().takeJoined()) {
            IndicatorDefinition definition = progress.definition();
            ChangesState all = new ChangesState(
                    definition.id(),
                    definition.version(),
                    "",
                    ByteBuffer.allocate(0),
                    context().taskId().partition());
            context().forward(new Record<>(definition.id(), new ContributeOutput.Changes(all), now));
            if (progress.done() > 0) {
                report(progress, progress.done());
            }
        }
        Objects.requireNonNull(pace).committed(begun);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        if (!BacklogRouter.isBacklog(at.topic())) {
            process(record, at, Objects.requireNonNull(pace).isLive(record.timestamp()));
        } else if (Objects.requireNonNull(offsets).isNew(at)) {
            SourcePosition position = SourcePosition.parse(record.key());
            Objects.requireNonNull(lanes).left(position.topic(), record.headers());
            process(record.withTimestamp(position.acceptedAt()), position, false);
        }
    }

    private void process(Record<byte[], byte[]> record, RecordMetadata at, boolean isLive) {
        backpressure.decided(
                BacklogLanes.agency(record.headers()), isLive, context().currentSystemTimeMs());
        deltas = isLive ? live : backlog;
        deltas.from(Origin.ofEvent(record.timestamp(), record.headers()));
        decide(new LogEntry(record, at, reader.typeOf(at.topic())));
        deltas.from(null);
        deltas = live;
        Objects.requireNonNull(pace).processed(isLive, record.timestamp(), live.size() + backlog.size());
    }

    private void decide(LogEntry entry) {
        Record<byte[], byte[]> record = entry.record();
        EventType type = entry.type();
        Event event;
        try {
            event = reader.read(entry.at().topic(), record.headers(), record.value());
        } catch (IllegalArgumentException e) {
            heard(EventHeaders.agency(record.headers()), type, record.timestamp());
            reject(entry, null, RefusalReason.MALFORMED, Rejections.Why.of(String.valueOf(e.getMessage())));
            return;
        }
        String outOfBounds = EventReader.outOfBounds(type, event);
        heard(event.agency(), type, record.timestamp());
        if (outOfBounds != null) {
            reject(entry, event, RefusalReason.OUT_OF_RANGE, Rejections.Why.of(outOfBounds));
        } else if (catalogue.lineage(event, type).isEmpty()) {
            reject(entry, event, RefusalReason.AREA_NOT_IN_FORCE, Rejections.NO_AREA);
        } else {
            take(entry, event);
        }
    }

    private void take(LogEntry entry, Event event) {
        EventType type = entry.type();
        LocalDate acceptedOn = entry.acceptedOn();
        Subject subject = Subject.of(type, event);
        HistoryState state = stores().get(subject);
        SubjectHistory history = stores().history(state, subject);
        long place = reader.place(entry.record().headers(), entry.at().offset());
        Version arrival = new Version(event, Fingerprint.of(event, type.shape()), acceptedOn, place);
        Fingerprint known = fingerprintOf(event, type, subject, history);
        if (known != null) {
            boolean duplicate = known.equals(arrival.fingerprint());
            if (duplicate) {
                count(event.agency(), event.type(), Outcome.DUPLICATE, null, acceptedOn);
            } else {
                reject(entry, event, RefusalReason.ID_REUSED, Rejections.reused(event.id()));
            }
            note(state, arrival, duplicate ? Outcome.DUPLICATE : Outcome.REJECTED);
            stores().put(subject, state);
            return;
        }
        EarlierVersions versions = stores().earlier(subject);
        SubjectHistory.Earlier earlier = rules.keepsStates(type) ? versions : SubjectHistory.Earlier.NONE;
        Predicate<IndicatorDefinition> counting = backfill().counting(subject);
        List<Contribution> begun = new ArrayList<>();
        Instant clock = advance(type, state, history, earlier, counting, begun);
        SubjectHistory.Step step = history.take(arrival, earlier);
        List<Contribution> before = count(step.before(), type, counting, clock);
        List<Contribution> after = count(step.after(), type, counting, clock);
        Instant alarm = alarm(type, step.next(), earlier, clock);
        // Everything that can fail is done. From here on there are only writes, so that a failed event has changed
        // nothing.
        versions.write();
        remember(type, subject, state, arrival, step);
        stores().setAlarm(subject, state, alarm);
        stores().put(subject, state, step.next());
        begun.forEach(deltas::add);
        before.forEach(deltas::take);
        after.forEach(deltas::add);
        countOutcomes(arrival, step);
    }

    private void heard(@Nullable String agency, EventType type, long acceptedAt) {
        deltas.add(account.heard(OutcomeAccount.named(agency), type.name(), Instant.ofEpochMilli(acceptedAt)));
    }

    /** Returns the contributions of versions that count at a given time, by some definitions. */
    private List<Contribution> count(
            List<VersionInterval> held, EventType type, Predicate<IndicatorDefinition> definitions, Instant clock) {
        List<Contribution> active = new ArrayList<>();
        for (VersionInterval version : held) {
            for (Contribution contribution : rules.of(version, type, definitions)) {
                if (contribution.countsAt(clock)) {
                    active.add(contribution);
                }
            }
        }
        return active;
    }

    /**
     * Collects the contributions that have begun since the clock was last read, and returns the new reading. It never
     * goes back.
     */
    private Instant advance(
            EventType type,
            HistoryState state,
            SubjectHistory history,
            SubjectHistory.Earlier earlier,
            Predicate<IndicatorDefinition> counting,
            List<Contribution> begun) {
        if (!rules.dependsOnClock(type)) {
            return Instant.EPOCH;
        }
        Instant then = Instant.ofEpochMilli(state.getClock());
        Instant now = Instant.ofEpochMilli(Math.max(state.getClock(), context().currentSystemTimeMs()));
        for (VersionInterval held : history.since(then, earlier)) {
            rules.of(held, type, counting).stream()
                    .filter(contribution -> contribution.countsAt(now) && !contribution.countsAt(then))
                    .forEach(begun::add);
        }
        state.setClock(now.toEpochMilli());
        return now;
    }

    /** Returns when time next changes what a subject counts for; null for never. */
    private @Nullable Instant alarm(
            EventType type, SubjectHistory history, SubjectHistory.Earlier earlier, Instant clock) {
        if (!rules.dependsOnClock(type)) {
            return null; // clears an alarm that an ended definition may have left
        }
        List<Contribution> all = new ArrayList<>();
        history.since(clock, earlier).forEach(held -> all.addAll(rules.byTheClock(held, type)));
        return ContributionRules.next(all, clock);
    }

    /** Counts the contributions that begin now, as time has passed. */
    private void ring(long time) {
        for (Subject subject : stores().due(Instant.ofEpochMilli(context().currentSystemTimeMs()), MOST_ALARMS)) {
            look(subject, Set.of());
        }
    }

    /** Backfills the next subjects for new definitions. */
    private void join(long time) {
        Backfill.Batch batch = backfill().next();
        if (batch == null) {
            Objects.requireNonNull(backfillTimer).cancel(); // new definitions arrive only with a restart of the task
            return;
        }
        long deadline = pacing.clock().millis() + JOIN_FOR.toMillis();
        int active = 0;
        while (active < batch.subjects().size() && pacing.clock().millis() <= deadline) {
            look(batch.subjects().get(active++), batch.names());
        }
        backfill().passed(batch.first(active));
        report();
    }

    /**
     * Counts the contributions of a subject that have begun, and all of them by definitions that count it for the first
     * time.
     */
    private void look(Subject subject, Set<String> joiningNames) {
        EventType type = reader.type(subject.type());
        HistoryState state = stores().get(subject);
        SubjectHistory history = stores().history(state, subject);
        SubjectHistory.Earlier earlier =
                rules.keepsStates(type) ? stores().earlier(subject) : SubjectHistory.Earlier.NONE;
        List<Contribution> begun = new ArrayList<>();
        Instant clock = advance(type, state, history, earlier, backfill().counting(subject), begun);
        if (!joiningNames.isEmpty()) {
            List<VersionInterval> all = history.since(Instant.MIN, earlier);
            begun.addAll(
                    count(all, type, definition -> joiningNames.contains(ActiveDefinitions.name(definition)), clock));
        }
        stores().setAlarm(subject, state, alarm(type, history, earlier, clock));
        stores().put(subject, state);
        begun.forEach(deltas::add);
    }

    private void report() {
        long now = context().currentSystemTimeMs();
        List<Backfill.Progress> underWay = backfill().underWay();
        if (underWay.isEmpty() || now - reportedAt < REPORT_EVERY.toMillis()) {
            return;
        }
        reportedAt = now;
        long least = underWay.stream().mapToLong(Backfill.Progress::done).min().orElse(0);
        int partition = context().taskId().partition();
        long of = stores().size();
        LOG.info(
                "partition {}: {} new definitions have counted {} of about {} subjects",
                partition,
                underWay.size(),
                least,
                of);
        underWay.forEach(progress -> report(progress, Math.max(progress.done(), of)));
    }

    private void report(Backfill.Progress progress, long of) {
        DefinitionStep step = progress.step(context(), of);
        context()
                .forward(new Record<>(
                        DefinitionRollout.key(step),
                        new ContributeOutput.Progress(step),
                        context().currentSystemTimeMs()));
    }

    /**
     * Returns the fingerprint the id was used with before; null when the id is new. The id in force is in the subject's
     * history. A subject never seen before has no known ids, unless each of its times is an identity of its own.
     */
    private @Nullable Fingerprint fingerprintOf(Event event, EventType type, Subject subject, SubjectHistory history) {
        Version inForce = history.inForce();
        if (inForce == null && type.identity() == Identity.SUBJECT) {
            return null;
        }
        if (inForce != null
                && inForce.event().id().equals(event.id())
                && inForce.event().source().equals(event.source())) {
            return inForce.fingerprint();
        }
        return stores().findId(subject, event.source(), event.id());
    }

    private void countOutcomes(Version arrival, SubjectHistory.Step step) {
        Event event = arrival.event();
        count(event.agency(), event.type(), step.outcome(), null, arrival.acceptedOn());
        Version displaced = step.displaced();
        if (displaced != null) {
            account.of(event.agency(), event.type(), Outcome.APPLIED, null, displaced.acceptedOn())
                    .forEach(deltas::take);
            count(event.agency(), event.type(), Outcome.SUPERSEDED, null, displaced.acceptedOn());
        }
    }

    /**
     * Keeps every id findable: the one in force in its history; all others, and those of observations, in the id store.
     */
    private void remember(
            EventType type, Subject subject, HistoryState state, Version arrival, SubjectHistory.Step step) {
        Event event = arrival.event();
        if (step.outcome() == Outcome.SUPERSEDED) {
            note(state, arrival, Outcome.SUPERSEDED);
        }
        if (type.identity() == Identity.SUBJECT_AND_TIME || step.outcome() == Outcome.SUPERSEDED) {
            stores().putId(subject, event.source(), event.id(), arrival.fingerprint());
        }
        Version displaced = step.displaced();
        if (displaced != null) {
            stores().putId(
                            subject,
                            displaced.event().source(),
                            displaced.event().id(),
                            displaced.fingerprint());
            note(state, displaced, Outcome.SUPERSEDED);
        }
    }

    private void count(
            String agency, String type, Outcome outcome, @Nullable RefusalReason reason, LocalDate acceptedOn) {
        account.of(agency, type, outcome, reason, acceptedOn).forEach(deltas::add);
    }

    private static void note(HistoryState state, Version version, Outcome outcome) {
        Event event = version.event();
        SubjectStores.note(
                state,
                new OutcomeState(
                        event.source(),
                        event.id(),
                        event.time().toEpochMilli(),
                        outcome.word(),
                        outcome == Outcome.REJECTED ? RefusalReason.ID_REUSED.word() : null,
                        version.offset()),
                RECENT_OUTCOMES);
    }

    private void reject(LogEntry entry, @Nullable Event event, RefusalReason reason, Rejections.Why why) {
        Record<byte[], byte[]> record = entry.record();
        String agency = event == null ? EventHeaders.agency(record.headers()) : event.agency();
        String named = OutcomeAccount.named(agency);
        count(named, entry.type().name(), Outcome.REJECTED, reason, entry.acceptedOn());
        DeadLetter letter = Rejections.letter(entry, event, agency, reason, why);
        context().forward(new Record<>(named, new ContributeOutput.Rejection(letter), record.timestamp()));
    }

    private ProcessorContext<String, ContributeOutput> context() {
        return Objects.requireNonNull(context);
    }

    private Backfill backfill() {
        return Objects.requireNonNull(backfill);
    }

    private SubjectStores stores() {
        return Objects.requireNonNull(stores);
    }
}
