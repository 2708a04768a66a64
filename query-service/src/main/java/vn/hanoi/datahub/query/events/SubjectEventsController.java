package vn.hanoi.datahub.query.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import vn.hanoi.datahub.edge.problem.ForbiddenException;
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

/** What became of what an agency sent: the event in force of a subject, and the last outcomes. */
@RestController
@Tag(name = "events")
class SubjectEventsController {

    private final Catalogue catalogue;
    private final Processors processors;
    private final GroupProgress progress;
    private final EventLog log;
    private final Registry registry;

    public SubjectEventsController(
            Catalogue catalogue, Processors processors, GroupProgress progress, EventLog log, Registry registry) {
        this.catalogue = catalogue;
        this.processors = processors;
        this.progress = progress;
        this.log = log;
        this.registry = registry;
    }

    /**
     * The outcomes of a subject's events: applied, duplicate, superseded, rejected, and pending where the processor has
     * not come to them.
     */
    @Operation(summary = "The event in force of a subject and the last outcomes; for its agency and operators")
    @GetMapping("/v1/events/{type}/{*subject}")
    Map<String, @Nullable Object> events(
            @PathVariable String type,
            @Parameter(description = "may hold slashes, plain or as %2F") @PathVariable("subject") String path,
            @Parameter(
                            description =
                                    "whose subject; an operator may leave it out: then the first that has decided events of it")
                    @RequestParam(required = false)
                    @Nullable
                    String agency,
            @AuthenticationPrincipal Caller by) {
        String subject = WellFormed.normalised(path.substring(1)); // as it was when it came in
        String asker = by.ownAgency().orElse(agency);
        if (agency != null && !agency.equals(asker)) {
            throw new ForbiddenException("an agency sees its own events, not those of " + agency);
        }
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
        List<Map<String, @Nullable Object>> outcomes = new ArrayList<>();
        Map<String, @Nullable Object> inForce = null;
        for (JsonNode outcome : decided) {
            Map<String, @Nullable Object> row = row(outcome, topic, partition);
            outcomes.add(row);
            if (outcome.path("inForce").asBoolean(false)) {
                inForce = inForce(row, known, topic, outcome);
            }
        }
        outcomes.addAll(pending(topic, partition, subject, caller, decided));
        if (outcomes.isEmpty()) {
            throw new NotFoundException(
                    "no event of " + caller + " has the type " + type + " and the subject " + subject);
        }
        Collections.reverse(outcomes);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("type", type);
        answer.put("subject", subject);
        answer.put("agency", caller);
        answer.put("inForce", inForce);
        answer.put("outcomes", outcomes);
        return answer;
    }

    private List<JsonNode> decided(String type, String agency, String subject) {
        return processors.outcomes(type, agency, subject).orElseThrow(SubjectEventsController::notNow);
    }

    /** Whose subject it is, where an operator does not say. */
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

    private static Map<String, @Nullable Object> row(JsonNode outcome, Topic<?, ?> topic, int partition) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", outcome.path("id").asString(""));
        row.put("source", outcome.path("source").asString(""));
        row.put("time", outcome.path("time").asString(""));
        row.put("outcome", outcome.path("outcome").asString(""));
        row.put(
                "reason",
                outcome.path("reason").isNull() ? null : outcome.path("reason").asString(""));
        row.put("topic", topic.name());
        row.put("partition", partition);
        row.put("offset", outcome.path("offset").asLong());
        return row;
    }

    private Map<String, @Nullable Object> inForce(
            Map<String, @Nullable Object> row, EventType type, Topic<?, ?> topic, JsonNode outcome) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>(row);
        int partition = (int) java.util.Objects.requireNonNull(row.get("partition"));
        log.read(topic, partition, outcome.path("offset").asLong()).ifPresent(logged -> {
            event.put("operation", logged.attributes().getOrDefault("operation", "upsert"));
            event.put(
                    "takenAt", java.time.Instant.ofEpochMilli(logged.takenAt()).toString());
            event.put("data", logged.data().length == 0 ? null : data(type, topic, logged.data()));
        });
        return event;
    }

    /** The event's data under their contract names, times as RFC 3339. */
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

    /** What lies in the log beyond the processor's place and was not told already. */
    private List<Map<String, @Nullable Object>> pending(
            Topic<?, ?> topic, int partition, String subject, String agency, List<JsonNode> decided) {
        List<Map<String, @Nullable Object>> pending = new ArrayList<>();
        for (EventLog.Logged logged :
                log.since(topic, partition, progress.position(topic.name(), partition), subject)) {
            String source = logged.attributes().getOrDefault("source", "");
            boolean told =
                    decided.stream().anyMatch(outcome -> outcome.path("offset").asLong() == logged.offset());
            if (!told && agency.equals(vn.hanoi.datahub.domain.event.Event.agencyOf(source))) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("id", logged.attributes().get("id"));
                row.put("source", source);
                row.put("time", logged.attributes().get("time"));
                row.put("outcome", "pending");
                row.put("reason", null);
                row.put("topic", topic.name());
                row.put("partition", partition);
                row.put("offset", logged.offset());
                pending.add(row);
            }
        }
        return pending;
    }
}
