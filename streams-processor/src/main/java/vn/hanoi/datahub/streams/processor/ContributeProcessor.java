package vn.hanoi.datahub.streams.processor;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.event.Fingerprint;
import vn.hanoi.datahub.domain.event.Identity;
import vn.hanoi.datahub.domain.event.Outcome;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.domain.event.SubjectHistory;
import vn.hanoi.datahub.domain.event.Version;
import vn.hanoi.datahub.domain.fold.Contribution;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.Stage;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.StateCodec;
import vn.hanoi.datahub.state.HistoryState;

/**
 * Decides what becomes of each event and emits only what that changes.
 *
 * <pre>
 *   event ─▶ known id?  ── same payload ──▶ duplicate
 *     │                 └─ other payload ─▶ rejected, id-reused
 *     └─▶ history of its identity ─▶ applied or superseded ─▶ old contributions out, new ones in ─▶ combined until the commit
 * </pre>
 *
 * Stores, both per partition of the log because a subject always lands in the same one: {@link #HISTORIES} the versions of each identity, {@link #IDS} the
 * ids that are not the one in force. Times of outcomes are the log's append time; no clock is read.
 */
public final class ContributeProcessor implements Processor<byte[], byte[], String, Contributed> {

    public static final String HISTORIES = "contribute-histories";
    public static final String IDS = "contribute-ids";
    public static final String COMMIT = "contribute-commit";

    private static final char SEPARATOR = '\0';
    private static final int LARGEST_DEAD_PAYLOAD = 64 * 1024;

    private final Catalogue catalogue;
    private final EventReader reader;
    private final Map<String, List<IndicatorDefinition>> definitions = new HashMap<>();
    private final Combined combined = new Combined();

    private @Nullable ProcessorContext<String, Contributed> context;
    private @Nullable KeyValueStore<String, HistoryState> histories;
    private @Nullable KeyValueStore<String, byte[]> ids;

    public ContributeProcessor(Catalogue catalogue, EventReader reader) {
        this.catalogue = catalogue;
        this.reader = reader;
        catalogue.types().forEach(type -> definitions.put(type.name(), catalogue.definitionsOver(type)));
    }

    @Override
    public void init(ProcessorContext<String, Contributed> processorContext) {
        context = processorContext;
        histories = processorContext.getStateStore(HISTORIES);
        ids = processorContext.getStateStore(IDS);
        combined.clear();
        processorContext.<CommitHook>getStateStore(COMMIT).onCommit(processorContext, this::emit);
    }

    private void emit() {
        long now = context().currentSystemTimeMs();
        combined.drain(changes -> context()
                .forward(new Record<>(
                        changes.getIndicator() + SEPARATOR + changes.getArea(), Contributed.of(changes), now)));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        EventType type = reader.typeOf(at.topic());
        LocalDate acceptedOn = CityTime.dayOf(Instant.ofEpochMilli(record.timestamp()));
        Event event;
        try {
            event = reader.read(at.topic(), record.headers(), record.value());
        } catch (IllegalArgumentException e) {
            reject(record, at, type, null, RefusalReason.MALFORMED, String.valueOf(e.getMessage()), acceptedOn);
            return;
        }
        String outOfBounds = outOfBounds(type, event);
        if (outOfBounds != null) {
            reject(record, at, type, event, RefusalReason.OUT_OF_RANGE, outOfBounds, acceptedOn);
            return;
        }
        List<Area> lineage = lineage(event, type);
        if (lineage.isEmpty()) {
            reject(
                    record,
                    at,
                    type,
                    event,
                    RefusalReason.AREA_NOT_IN_FORCE,
                    "no such area at the event's time",
                    acceptedOn);
            return;
        }
        take(record, at, type, event, lineage, acceptedOn);
    }

    private void take(
            Record<byte[], byte[]> record,
            RecordMetadata at,
            EventType type,
            Event event,
            List<Area> lineage,
            LocalDate acceptedOn) {
        String identity = identity(type, event);
        HistoryState state = histories().get(identity);
        SubjectHistory history = state == null ? SubjectHistory.NONE : StateCodec.history(state);
        Fingerprint fingerprint = Fingerprint.of(event, type.shape());
        Fingerprint known = fingerprintOf(event, type, history);
        if (known != null) {
            if (known.equals(fingerprint)) {
                count(event, Outcome.DUPLICATE, acceptedOn);
            } else {
                String detail = "id " + event.id() + " was used before for this subject, with another payload";
                reject(record, at, type, event, RefusalReason.ID_REUSED, detail, acceptedOn);
            }
            return;
        }
        boolean keepsStates = keepsStates(type);
        Version arrival = new Version(
                event.source(),
                event.id(),
                fingerprint,
                event.time(),
                event.dataVersion(),
                event.operation(),
                acceptedOn,
                at.offset(),
                contributions(type, event, lineage));
        SubjectHistory.Step step = history.take(arrival, keepsStates);
        remember(event, type, fingerprint, step);
        if (!step.next().equals(history)) {
            histories().put(identity, StateCodec.of(step.next()));
        }
        history.contributions().forEach(combined::take);
        step.next().contributions().forEach(combined::add);
        count(event, step.outcome(), acceptedOn);
        Version displaced = step.displaced();
        if (displaced != null) {
            combined.take(OutcomeAccount.of(
                    event.agency(),
                    event.type(),
                    Outcome.APPLIED,
                    null,
                    displaced.acceptedOn(),
                    catalogue.areas().city().id()));
            combined.add(OutcomeAccount.of(
                    event.agency(),
                    event.type(),
                    Outcome.SUPERSEDED,
                    null,
                    displaced.acceptedOn(),
                    catalogue.areas().city().id()));
        }
    }

    /** The door has looked already; a writer that goes round it must not be able to stop the numbers of all others. */
    private static @Nullable String outOfBounds(EventType type, Event event) {
        if (!EventType.isInCalendar(event.time())) {
            return "time " + event.time() + " lies outside 1900 to 2199";
        }
        Facts facts = event.data();
        return facts == null
                ? null
                : type.violation(facts)
                        .map(violation -> violation.field().name() + " " + violation.what())
                        .orElse(null);
    }

    private List<Contribution> contributions(EventType type, Event event, List<Area> lineage) {
        Facts facts = event.data();
        if (facts == null || event.operation() == vn.hanoi.datahub.domain.event.Operation.RETRACT) {
            return List.of();
        }
        List<Contribution> contributions = new ArrayList<>();
        for (IndicatorDefinition definition : definitions.getOrDefault(type.name(), List.of())) {
            definition.rule().contribution(definition, event, facts, lineage).ifPresent(contributions::add);
        }
        return contributions;
    }

    /** The unit the event speaks for and those above it at the event's time; the city where the type has no area. */
    private List<Area> lineage(Event event, EventType type) {
        Facts facts = event.data();
        String code = AreaRegister.CITY;
        if (type.areaField() != null && facts != null) {
            code = String.valueOf(
                    facts.at(type.shape().find(type.areaField()).orElseThrow().position()));
        }
        return catalogue.areas().lineage(code, CityTime.dayOf(event.time()));
    }

    /**
     * What the id stood for before; null when it is new. The id in force lies in its history. Of a subject never seen no id can be known, unless each of its
     * times is an identity of its own.
     */
    private @Nullable Fingerprint fingerprintOf(Event event, EventType type, SubjectHistory history) {
        Version inForce = history.inForce().orElse(null);
        if (inForce == null && type.identity() == Identity.SUBJECT) {
            return null;
        }
        if (inForce != null
                && inForce.id().equals(event.id())
                && inForce.source().equals(event.source())) {
            return inForce.fingerprint();
        }
        byte[] bytes = ids().get(idKey(event.type(), event.source(), event.subject(), event.id()));
        return bytes == null ? null : Fingerprint.copyOf(bytes);
    }

    /** Keeps every id findable: the one in force in its history, all others, and those of observations, in the id store. */
    private void remember(Event event, EventType type, Fingerprint fingerprint, SubjectHistory.Step step) {
        if (type.identity() == Identity.SUBJECT_AND_TIME || step.outcome() == Outcome.SUPERSEDED) {
            ids().put(idKey(event.type(), event.source(), event.subject(), event.id()), fingerprint.toBytes());
        }
        Version displaced = step.displaced();
        if (displaced != null) {
            ids().put(
                            idKey(event.type(), displaced.source(), event.subject(), displaced.id()),
                            displaced.fingerprint().toBytes());
        }
    }

    private boolean keepsStates(EventType type) {
        return definitions.getOrDefault(type.name(), List.of()).stream()
                .anyMatch(definition -> definition.fold() == FoldKind.STATE);
    }

    private static String identity(EventType type, Event event) {
        String subject = event.type() + SEPARATOR + event.agency() + SEPARATOR + event.subject();
        return type.identity() == Identity.SUBJECT ? subject : subject + SEPARATOR + event.time();
    }

    private static String idKey(String type, String source, String subject, String id) {
        return type + SEPARATOR + source + SEPARATOR + subject + SEPARATOR + id;
    }

    private void count(Event event, Outcome outcome, LocalDate acceptedOn) {
        combined.add(OutcomeAccount.of(
                event.agency(),
                event.type(),
                outcome,
                null,
                acceptedOn,
                catalogue.areas().city().id()));
    }

    private void reject(
            Record<byte[], byte[]> record,
            RecordMetadata at,
            EventType type,
            @Nullable Event event,
            RefusalReason reason,
            String detail,
            LocalDate acceptedOn) {
        String agency = event == null ? null : event.agency();
        combined.add(OutcomeAccount.of(
                agency == null ? "-" : agency,
                type.name(),
                Outcome.REJECTED,
                reason,
                acceptedOn,
                catalogue.areas().city().id()));
        byte[] payload = record.value();
        DeadLetter letter = DeadLetter.newBuilder()
                .setStage(Stage.PROCESSOR)
                .setReason(reason.word())
                .setDetail(detail)
                .setAgency(agency)
                .setType(type.name())
                .setSource(event == null ? null : event.source())
                .setSubject(event == null ? null : event.subject())
                .setId(event == null ? null : event.id())
                .setTopic(at.topic())
                .setPartition(at.partition())
                .setOffset(at.offset())
                .setPayload(
                        payload == null
                                ? null
                                : ByteBuffer.wrap(
                                        Arrays.copyOf(payload, Math.min(payload.length, LARGEST_DEAD_PAYLOAD))))
                .setRecordedAt(Instant.ofEpochMilli(record.timestamp()))
                .build();
        context().forward(new Record<>(agency == null ? "-" : agency, Contributed.of(letter), record.timestamp()));
    }

    private ProcessorContext<String, Contributed> context() {
        return java.util.Objects.requireNonNull(context);
    }

    private KeyValueStore<String, HistoryState> histories() {
        return java.util.Objects.requireNonNull(histories);
    }

    private KeyValueStore<String, byte[]> ids() {
        return java.util.Objects.requireNonNull(ids);
    }
}
