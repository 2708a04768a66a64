package vn.hanoi.datahub.ingest.admission;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.edge.personal.PersonNames;
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

    /**
     * Returns whether anything in the attributes or the data looks like personal data or the name of a person. Such an
     * event is admitted if only names are in it, but no copy of a refused one is stored.
     */
    public boolean isPersonal() {
        return Stream.concat(attributes.values().stream(), data == null ? Stream.empty() : texts(data))
                .anyMatch(text -> PersonalData.in(text).isPresent() || PersonNames.isIn(text));
    }

    /** Returns all names and values; each value behind its name, which may say what it is: {@code CMND: 012345678}. */
    private static Stream<String> texts(JsonNode node) {
        return Stream.concat(
                node.properties().stream()
                        .flatMap(member -> Stream.concat(
                                Stream.of(member.getKey() + ": "
                                        + member.getValue().asString("")),
                                texts(member.getValue()))),
                node.isArray() ? node.valueStream().flatMap(Submission::texts) : Stream.of(node.asString("")));
    }

    /** Returns the event's id for use in responses: shortened if it is long, empty if the event has none. */
    public String id() {
        return WellFormed.excerpt(attributes.getOrDefault("id", ""));
    }
}
