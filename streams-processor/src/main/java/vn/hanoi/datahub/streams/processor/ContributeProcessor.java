package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Fingerprint;
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
import vn.hanoi.datahub.state.HistoryState;

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
public final class ContributeProcessor implements PerTask.Step<byte[], byte[]> {

    public static final String COMMIT = "contribute-commit";
    public static final String POSITIONS = "contribute-positions";

    /** The header of changes that a backlog made. */
    static final String BACKLOG = "hub_backlog";

    private static final Duration JOIN_STEP = Duration.ofMillis(50);
    private static final Duration JOIN_FOR = Duration.ofMillis(200);
    private static final char SEPARATOR = '\0';
    private static final Duration CLOCK_STEP = Duration.ofSeconds(1);
    private static final int MOST_ALARMS = 10_000;

    private final Catalogue catalogue;
    private final EventReader reader;

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

    private final ProcessorContext<String, ContributeOutput> context;
    private final SubjectStores stores;
    private final KnownIds ids;
    private final ProcessedOffsets offsets;
    private final BacklogLanes lanes;
    private final Backfill backfill;
    private final Cancellable backfillTimer;
    private final CommitPace pace;
    private final BackfillReports reports;

    public ContributeProcessor(
            Catalogue catalogue,
            ActiveDefinitions active,
            EventReader reader,
            Pacing pacing,
            ProcessorContext<String, ContributeOutput> context) {
        this.pacing = pacing;
        this.backpressure = pacing.backpressure();
        this.catalogue = catalogue;
        this.reader = reader;
        this.groups = PackedCells.groups(active);
        this.rules = new ContributionRules(catalogue, active);
        this.account = new OutcomeAccount(active, catalogue.areas().city().id());
        this.context = context;
        this.stores = new SubjectStores(context, reader);
        this.ids = new KnownIds(stores);
        this.offsets = new ProcessedOffsets(context.getStateStore(POSITIONS));
        this.lanes = new BacklogLanes(context.getStateStore(BacklogRouter.OUTSTANDING), backpressure);
        this.backfill = new Backfill(context.getStateStore(SubjectStores.DEFINITIONS), stores, active);
        this.reports = new BackfillReports(context, backfill);
        this.pace = new CommitPace(context, pacing);
        context.<CommitHook>getStateStore(COMMIT).onCommit(context, this::emit);
        context.schedule(CLOCK_STEP, PunctuationType.WALL_CLOCK_TIME, this::ring);
        this.backfillTimer = context.schedule(JOIN_STEP, PunctuationType.WALL_CLOCK_TIME, this::join);
    }

    private void emit() {
        long now = context.currentSystemTimeMs();
        long begun = pacing.clock().millis();
        offsets.write();
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
                context.forward(new Record<>(key, new ContributeOutput.Changes(changes), now, headers));
            });
        }
        backpressure.sent(now);
        reports.joined(now);
        pace.committed(begun);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        if (!BacklogRouter.isBacklog(at.topic())) {
            process(record, at, pace.isLive(record.timestamp()));
        } else if (offsets.isNew(at)) {
            SourcePosition position = SourcePosition.parse(record.key());
            lanes.left(position.topic(), record.headers());
            process(record.withTimestamp(position.acceptedAt()), position, false);
        }
    }

    private void process(Record<byte[], byte[]> record, RecordMetadata at, boolean isLive) {
        backpressure.decided(BacklogLanes.agency(record.headers()), isLive, context.currentSystemTimeMs());
        deltas = isLive ? live : backlog;
        deltas.from(Origin.ofEvent(record.timestamp(), record.headers()));
        decide(new LogEntry(record, at, reader.typeOf(at.topic())));
        deltas.from(null);
        deltas = live;
        pace.processed(isLive, record.timestamp(), live.size() + backlog.size());
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
        HistoryState state = stores.get(subject);
        SubjectHistory history = stores.history(state, subject);
        long place = reader.place(entry.record().headers(), entry.at().offset());
        Version arrival = new Version(event, Fingerprint.of(event, type.shape()), acceptedOn, place);
        Fingerprint known = ids.find(event, type, subject, history);
        if (known != null) {
            boolean duplicate = known.equals(arrival.fingerprint());
            if (duplicate) {
                count(event.agency(), event.type(), Outcome.DUPLICATE, null, acceptedOn);
            } else {
                reject(entry, event, RefusalReason.ID_REUSED, Rejections.reused(event.id()));
            }
            KnownIds.note(state, arrival, duplicate ? Outcome.DUPLICATE : Outcome.REJECTED);
            stores.put(subject, state);
            return;
        }
        EarlierVersions versions = stores.earlier(subject);
        SubjectHistory.Earlier earlier = rules.keepsStates(type) ? versions : SubjectHistory.Earlier.NONE;
        Predicate<IndicatorDefinition> counting = backfill.counting(subject);
        List<Contribution> begun = new ArrayList<>();
        Instant clock = advance(type, state, history, earlier, counting, begun);
        SubjectHistory.Step step = history.take(arrival, earlier);
        List<Contribution> before = count(step.before(), type, counting, clock);
        List<Contribution> after = count(step.after(), type, counting, clock);
        Instant alarm = alarm(type, step.next(), earlier, clock);
        // Everything that can fail is done. From here on there are only writes, so that a failed event has changed
        // nothing.
        versions.write();
        ids.remember(type, subject, state, arrival, step);
        stores.setAlarm(subject, state, alarm);
        stores.put(subject, state, step.next());
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
        Instant now = Instant.ofEpochMilli(Math.max(state.getClock(), context.currentSystemTimeMs()));
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
        for (Subject subject : stores.due(Instant.ofEpochMilli(context.currentSystemTimeMs()), MOST_ALARMS)) {
            look(subject, Set.of());
        }
    }

    /** Backfills the next subjects for new definitions. */
    private void join(long time) {
        Backfill.Batch batch = backfill.next();
        if (batch == null) {
            backfillTimer.cancel(); // new definitions arrive only with a restart of the task
            return;
        }
        long deadline = pacing.clock().millis() + JOIN_FOR.toMillis();
        int active = 0;
        while (active < batch.subjects().size() && pacing.clock().millis() <= deadline) {
            look(batch.subjects().get(active++), batch.names());
        }
        backfill.passed(batch.first(active));
        reports.underWay(stores.size());
    }

    /**
     * Counts the contributions of a subject that have begun, and all of them by definitions that count it for the first
     * time.
     */
    private void look(Subject subject, Set<String> joiningNames) {
        EventType type = reader.type(subject.type());
        HistoryState state = stores.get(subject);
        SubjectHistory history = stores.history(state, subject);
        SubjectHistory.Earlier earlier =
                rules.keepsStates(type) ? stores.earlier(subject) : SubjectHistory.Earlier.NONE;
        List<Contribution> begun = new ArrayList<>();
        Instant clock = advance(type, state, history, earlier, backfill.counting(subject), begun);
        if (!joiningNames.isEmpty()) {
            List<VersionInterval> all = history.since(Instant.MIN, earlier);
            begun.addAll(
                    count(all, type, definition -> joiningNames.contains(ActiveDefinitions.name(definition)), clock));
        }
        stores.setAlarm(subject, state, alarm(type, history, earlier, clock));
        stores.put(subject, state);
        begun.forEach(deltas::add);
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

    private void count(
            String agency, String type, Outcome outcome, @Nullable RefusalReason reason, LocalDate acceptedOn) {
        account.of(agency, type, outcome, reason, acceptedOn).forEach(deltas::add);
    }

    private void reject(LogEntry entry, @Nullable Event event, RefusalReason reason, Rejections.Why why) {
        Record<byte[], byte[]> record = entry.record();
        String agency = event == null ? EventHeaders.agency(record.headers()) : event.agency();
        String named = OutcomeAccount.named(agency);
        count(named, entry.type().name(), Outcome.REJECTED, reason, entry.acceptedOn());
        DeadLetter letter = Rejections.letter(entry, event, agency, reason, why);
        context.forward(new Record<>(named, new ContributeOutput.Rejection(letter), record.timestamp()));
    }
}
