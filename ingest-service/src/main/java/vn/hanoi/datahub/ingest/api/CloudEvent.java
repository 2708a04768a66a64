package vn.hanoi.datahub.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event in the JSON event format of CloudEvents 1.0.
 *
 * @param specversion {@code 1.0}
 * @param type {@code vn.hanoi.} and the event type, for example {@code vn.hanoi.procedure-dossier}
 * @param source {@code urn:hanoi:agency:} and the agency's code, optionally with the name of one of its systems
 * @param id unique within the source
 * @param subject what the event is about
 * @param time when the state of the subject held
 * @param operation {@code upsert}, the default, or {@code retract}
 * @param dataversion for observations: the higher one replaces the lower one of the same time
 * @param data the fields of the event type; docs/event-types lists them
 */
record CloudEvent(
        String specversion,
        String type,
        String source,
        String id,
        String subject,
        OffsetDateTime time,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String operation,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer dataversion,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> data) {}
