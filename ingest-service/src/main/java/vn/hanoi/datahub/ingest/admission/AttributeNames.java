package vn.hanoi.datahub.ingest.admission;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.schemas.text.Nearest;

/**
 * Refuses a CloudEvents attribute whose name is probably a misspelling: an event with {@code operaton: retract} would
 * be stored, and nothing retracted. Extensions with other names are ignored.
 */
final class AttributeNames {

    private static final List<String> OPTIONAL = List.of("operation", "dataversion", "datacontenttype", "dataschema");
    private static final List<String> REQUIRED = List.of("specversion", "id", "source", "type", "subject", "time");

    /** Attributes of the CloudEvents documented extensions. */
    private static final List<String> EXTENSIONS = List.of(
            "traceparent",
            "tracestate",
            "partitionkey",
            "sampledrate",
            "sequence",
            "sequencetype",
            "dataref",
            "recordedtime",
            "expirytime",
            "severitytext",
            "severitynumber",
            "authtype",
            "authid",
            "authclaims",
            "correlationid",
            "causationid",
            "deprecated");

    private static final Set<String> KNOWN =
            Stream.of(OPTIONAL, REQUIRED, EXTENSIONS).flatMap(List::stream).collect(Collectors.toUnmodifiableSet());

    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9]+");

    /** The only content types that data can have: JSON (RFC 8259), or a format that is JSON (RFC 6839). */
    private static final Pattern JSON =
            Pattern.compile("(application|text)/([\\w.+-]+\\+)?json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

    private static final int SHORT = 4;

    private AttributeNames() {}

    static void check(Map<String, String> attributes, Mistakes mistakes) {
        attributes.keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .sorted()
                .forEach(name -> check(name, mistakes));
        String format = attributes.get("datacontenttype");
        if (format != null && !JSON.matcher(format).matches()) {
            mistakes.add(malformed(Detail.of("attribute.content-type", format), "datacontenttype"));
        }
    }

    private static void check(String name, Mistakes mistakes) {
        Optional<String> meant = meant(name);
        if (meant.isPresent()) {
            mistakes.add(malformed(Detail.of("attribute.did-you-mean", name, meant.get()), name));
        } else if (name.equals("data") || !ALLOWED.matcher(name).matches()) {
            mistakes.add(malformed(Detail.of("attribute.name", name), name));
        }
    }

    /**
     * Returns the attribute whose name a name resembles. An attribute that may be missing is not missed, so its name
     * counts from further away.
     */
    private static Optional<String> meant(String name) {
        return name.length() < SHORT && ALLOWED.matcher(name).matches()
                ? Optional.empty()
                : Nearest.to(name, REQUIRED, 1).or(() -> Nearest.to(name, OPTIONAL, 2));
    }

    private static RefusalException malformed(Detail detail, String name) {
        return new RefusalException(RefusalReason.MALFORMED, detail, "/" + name);
    }
}
