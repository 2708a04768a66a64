package vn.hanoi.datahub.query.events;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;
import vn.hanoi.datahub.query.feed.EventLog;
import vn.hanoi.datahub.query.feed.GroupProgress;
import vn.hanoi.datahub.query.feed.Processors;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.RecordFacts;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;

/** Shows the outcomes of an agency's events: the event in force for a subject, and the latest outcomes. */
@RestController
@Tag(name = "events")
class SubjectEventsController {

    private final Catalogue catalogue;
    private final Successions successions;
    private final Processors processors;
    private final GroupProgress progress;
    private final EventLog log;
    private final Registry registry;

    public SubjectEventsController(
            Catalogue catalogue,
            Processors processors,
            GroupProgress progress,
            EventLog log,
            Registry registry,
            Successions successions) {
        this.successions = successions;
        this.catalogue = catalogue;
        this.processors = processors;
        this.progress = progress;
        this.log = log;
        this.registry = registry;
    }

    /**
     * Outcomes of the events of a subject.
     *
     * @param inForce the event that counts; null if none does
     * @param outcomes the latest outcomes, newest first
     */
    record SubjectEvents(
            String type,
            String subject,
            String agency,
            @Nullable EventInForce inForce,
            List<OutcomeRow> outcomes) {}

    /**
     * Outcome of one event.
     *
     * @param time event time, RFC 3339
     * @param outcome {@code applied}, {@code duplicate}, {@code superseded}, {@code rejected} or {@code pending}
     * @param reason why the event was rejected; null otherwise
     */
    record OutcomeRow(
            @Nullable String id,
            String source,
            @Nullable String time,
            String outcome,
            @Nullable String reason,
            String topic,
            int partition,
            long offset) {}

    /**
     * The event that counts.
     *
     * @param payload content of the event; absent if it is no longer in the log
     */
    record EventInForce(
            @JsonUnwrapped OutcomeRow outcome,
            @JsonUnwrapped @Nullable Payload payload) {}

    /**
     * @param operation {@code upsert} or {@code retract}
     * @param takenAt when it was accepted
     * @param data the event's data by field name; null for a retraction
     */
    record Payload(
            String operation, Instant takenAt, @Nullable Map<String, @Nullable Object> data) {}

    /**
     * Returns the outcomes of a subject's events: applied, duplicate, superseded, rejected, or pending if the processor
     * has not reached the event yet.
     */
    @Operation(
            operationId = "getSubjectEvents",
            summary = "The event in force for a subject and the latest outcomes; for its agency and operators")
    @GetMapping("/v1/events/{type}/{*subject}")
    SubjectEvents events(
            @PathVariable String type,
            @Parameter(description = "may contain slashes, plain or as %2F") @PathVariable("subject") String path,
            @Parameter(
                            description =
                                    "agency that sent the subject; if an operator omits it, the first agency with decided events")
                    @RequestParam(required = false)
                    @Nullable
                    String agency,
            @AuthenticationPrincipal Caller by) {
        String subject = WellFormed.normalised(path.substring(1)); // normalised as on admission
        successions.visible(by, agency);
        String asker = agency == null ? by.ownAgency().orElse(null) : agency;
        EventType known = catalogue
                .findType(type)
                .orElseThrow(() -> new NotFoundException("there is no event type '" + type + "'"));
        if (!progress.isKnown()) {
            throw new ServiceUnavailableException(
                    "it is not known yet how far the processor has come; ask again in a moment");
        }
        Topic<?, ?> topic = Topics.of(known, catalogue.schema(known));
        String caller = asker == null ? owner(type, subject) : asker;
        List<JsonNode> decided = decided(type, caller, subject);
        int partition = log.partition(topic, subject);
        List<OutcomeRow> outcomes = new ArrayList<>();
        EventInForce inForce = null;
        for (JsonNode outcome : decided) {
            OutcomeRow row = row(outcome, topic, partition);
            outcomes.add(row);
            if (outcome.path("inForce").asBoolean(false)) {
                inForce = inForce(row, known, topic);
            }
        }
        outcomes.addAll(pending(topic, partition, subject, caller, decided));
        if (outcomes.isEmpty()) {
            throw new NotFoundException(
                    "no event of " + caller + " has the type " + type + " and the subject " + subject);
        }
        Collections.reverse(outcomes);
        return new SubjectEvents(type, subject, caller, inForce, outcomes);
    }

    private List<JsonNode> decided(String type, String agency, String subject) {
        return processors.outcomes(type, agency, subject).orElseThrow(SubjectEventsController::notNow);
    }

    /** Returns the agency of a subject, if an operator did not name one. */
    private String owner(String type, String subject) {
        List<String> agencies = catalogue.agencies().stream()
                .filter(agency -> agency.types().contains(type))
                .map(Agency::code)
                .toList();
        return processors.owners(type, subject, agencies).orElseThrow(SubjectEventsController::notNow).stream()
                .findFirst()
                .orElseThrow(() -> new NotFoundException("no event of the type " + type + " and the subject " + subject
                        + " was decided; for one that is pending name its agency: ?agency=H26.HCC"));
    }

    private static ServiceUnavailableException notNow() {
        return new ServiceUnavailableException("the processor does not answer; ask again in a moment");
    }

    private static OutcomeRow row(JsonNode outcome, Topic<?, ?> topic, int partition) {
        return new OutcomeRow(
                outcome.path("id").asString(""),
                outcome.path("source").asString(""),
                outcome.path("time").asString(""),
                outcome.path("outcome").asString(""),
                outcome.path("reason").isNull() ? null : outcome.path("reason").asString(""),
                topic.name(),
                partition,
                outcome.path("offset").asLong());
    }

    private EventInForce inForce(OutcomeRow row, EventType type, Topic<?, ?> topic) {
        return new EventInForce(
                row,
                log.read(topic, row.partition(), row.offset())
                        .map(logged -> new Payload(
                                logged.attributes().getOrDefault("operation", "upsert"),
                                Instant.ofEpochMilli(logged.takenAt()),
                                logged.data().length == 0 ? null : data(type, topic, logged.data())))
                        .orElse(null));
    }

    /** Returns the event's data by the field names of the contract, with times in RFC 3339. */
    private Map<String, @Nullable Object> data(EventType type, Topic<?, ?> topic, byte[] bytes) {
        Facts facts = new RecordFacts(
                registry.genericDeserializer(topic.value()).deserialize(topic.name(), bytes),
                RecordFacts.kinds(type.shape()));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        type.shape().fields().forEach(field -> {
            Object value = facts.at(field.position());
            data.put(field.name(), value instanceof Temporal time ? time.toString() : value);
        });
        return data;
    }

    /** Returns the events in the log beyond the processor's position that are not yet among the decided ones. */
    private List<OutcomeRow> pending(
            Topic<?, ?> topic, int partition, String subject, String agency, List<JsonNode> decided) {
        List<OutcomeRow> pending = new ArrayList<>();
        for (EventLog.Logged logged :
                log.since(topic, partition, progress.position(topic.name(), partition), subject)) {
            String source = logged.attributes().getOrDefault("source", "");
            boolean told =
                    decided.stream().anyMatch(outcome -> outcome.path("offset").asLong() == logged.offset());
            if (!told && agency.equals(vn.hanoi.datahub.domain.event.Event.agencyOf(source))) {
                pending.add(new OutcomeRow(
                        logged.attributes().get("id"),
                        source,
                        logged.attributes().get("time"),
                        "pending",
                        null,
                        topic.name(),
                        partition,
                        logged.offset()));
            }
        }
        return pending;
    }
}
