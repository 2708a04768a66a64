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
 * An event as it came in, before anything is believed of it. Its attributes are {@linkplain WellFormed#normalised
 * normalised} here, at the one place every way in shares.
 *
 * @param attributes CloudEvents context attributes by name, as text
 * @param data null where the event has none
 * @param problems what its reader could not make sense of
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

    /** Whether anything of it looks like personal data, wherever it stands. */
    public boolean isPersonal() {
        return attributes.values().stream()
                        .anyMatch(text -> PersonalData.in(text).isPresent())
                || (data != null && PersonalData.in(data.toString()).isPresent());
    }

    /** The event's id, or its beginning, or empty text where it has none: for answers that have to name it. */
    public String id() {
        return WellFormed.excerpt(attributes.getOrDefault("id", ""));
    }
}
