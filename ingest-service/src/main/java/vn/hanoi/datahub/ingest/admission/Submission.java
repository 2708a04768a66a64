package vn.hanoi.datahub.ingest.admission;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.edge.personal.PersonalData;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/**
 * An event as received, before any of it has been validated. Its attributes are {@linkplain WellFormed#normalised
 * normalised} here, in the one place that all channels share.
 *
 * @param attributes CloudEvents context attributes by name, as text
 * @param data null if the event has none
 * @param problems what could not be read
 */
public record Submission(
        Map<String, String> attributes, @Nullable JsonNode data, List<Refused> problems) {

    public Submission {
        Map<String, String> plain = new HashMap<>(attributes);
        plain.replaceAll((name, value) -> WellFormed.normalised(value));
        attributes = Map.copyOf(plain);
        problems = List.copyOf(problems);
    }

    public Submission(Map<String, String> attributes, @Nullable JsonNode data) {
        this(attributes, data, List.of());
    }

    Optional<String> find(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    /** Returns whether anything in the attributes or the data looks like personal data. */
    public boolean isPersonal() {
        return attributes.values().stream()
                        .anyMatch(text -> PersonalData.in(text).isPresent())
                || (data != null && PersonalData.in(data.toString()).isPresent());
    }

    /** Returns the event's id for use in responses: shortened if it is long, empty if the event has none. */
    public String id() {
        return WellFormed.excerpt(attributes.getOrDefault("id", ""));
    }
}
