package vn.hanoi.datahub.query.ngsi;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.schemas.text.Nearest;

/**
 * Parameters of a request for NGSI-LD entities (ETSI GS CIM 009, 6.4.3.2): each is honoured or rejected. Parameters
 * that are not components of this record are rejected by name, like all others that are not read.
 *
 * @param type names or IRIs of types, comma-separated: entities of any of them
 * @param id ids, comma-separated
 * @param idPattern regular expression that must match some part of an id
 * @param attrs attributes, comma-separated: entities that have any of them, with only those attributes
 * @param q not supported
 * @param scopeQ not supported, because entities here have no scope
 * @param options keyValues, simplified, normalized, count; comma-separated
 * @param format normalized, simplified or keyValues
 */
record EntitiesRequest(
        @Nullable String type,

        @Parameter(description = "comma-separated") @Nullable
        String id,

        @Nullable String idPattern,
        @Nullable String attrs,
        @Parameter(hidden = true) @Nullable String q,
        @Parameter(hidden = true) @Nullable String scopeQ,

        @Parameter(description = "keyValues: names and values only") @Nullable
        String options,

        @Nullable String format,
        @Nullable Integer limit,
        @Nullable Integer offset,
        @Nullable Boolean count) {

    private static final int PAGE = 20;
    private static final int MOST = 1_000;
    private static final int LONGEST_PATTERN = 200;

    /** A pattern is compiled with every repetition written out: thirty characters may become gigabytes. */
    private static final int LARGEST_PATTERN = 1_000;

    private static final Pattern REPETITION = Pattern.compile("\\{(?:\\d+,)?(\\d+),?\\}");

    /** Also of repetitions, which may be repeated. */
    private static final String ENDS_OF_GROUPS = ")}";

    private static final Set<String> SIMPLE = Set.of("keyValues", "simplified");
    private static final Set<String> FORMATS = Set.of("keyValues", "simplified", "normalized");
    private static final String COUNT = "count";

    /**
     * The parsed request.
     *
     * @param attributes empty for all attributes
     */
    record Asked(
            List<String> types,
            Predicate<Entity> wanted,
            Set<String> attributes,
            boolean isSimple,
            boolean count,
            int limit,
            int offset) {}

    /** @throws BadRequestException if a parameter is invalid or not supported */
    Asked asked() {
        if (q != null || scopeQ != null) {
            throw new BadRequestException(
                    (q != null ? "q" : "scopeQ")
                            + " is not answered here; ask by type, id, idPattern and attrs, or the hub's own /v1/indicators/{id}/values");
        }
        int page = limit == null ? PAGE : limit;
        int from = offset == null ? 0 : offset;
        if (page < 0 || page > MOST || from < 0) {
            throw new BadRequestException("limit is 0 to " + MOST + ", offset 0 or more");
        }
        Set<String> ids = list(id);
        Pattern pattern = pattern();
        Set<String> attributes = list(attrs);
        Set<String> said = list(options);
        boolean isCounted = Boolean.TRUE.equals(count) || said.contains(COUNT);
        if (page == 0 && !isCounted) {
            throw new BadRequestException("limit=0 asks for the number of entities only; add count=true");
        }
        Predicate<Entity> wanted = entity -> (ids.isEmpty() || ids.contains(entity.id()))
                && (pattern == null || pattern.matcher(entity.id()).find())
                && entity.hasOneOf(attributes);
        return new Asked(types(), wanted, attributes, isSimple(said, format, true), isCounted, page, from);
    }

    /** Parses the parameters for one entity, which have no types, pages or patterns. */
    static Asked ofOne(@Nullable String attrs, @Nullable String options, @Nullable String format) {
        Set<String> attributes = list(attrs);
        boolean isSimple = isSimple(list(options), format, false);
        return new Asked(List.of(), entity -> entity.hasOneOf(attributes), attributes, isSimple, false, 1, 0);
    }

    private List<String> types() {
        if (type == null || type.isBlank()) {
            throw new BadRequestException("type is " + String.join(" or ", Entities.TYPES) + ", or both");
        }
        if (type.matches(".*[;()|].*")) {
            throw new BadRequestException(
                    "several types are separated by commas; other selections are not answered here");
        }
        return list(type).stream().map(EntitiesRequest::known).distinct().toList();
    }

    /**
     * Returns the type for a name, or for the IRI that the context of its data model gives it. A type that is unknown
     * here has no entities.
     */
    private static String known(String name) {
        return Entities.IRIS.getOrDefault(name, name);
    }

    private @Nullable Pattern pattern() {
        if (idPattern == null) {
            return null;
        }
        try {
            if (idPattern.length() <= LONGEST_PATTERN && writtenOut(idPattern) <= LARGEST_PATTERN) {
                return Pattern.compile(idPattern); // RE2: takes time linear in the text for any pattern
            }
        } catch (PatternSyntaxException e) {
            // reported below
        }
        throw new BadRequestException("idPattern is a regular expression of at most " + LONGEST_PATTERN
                + " characters, without look-around, references back and large repetitions");
    }

    /**
     * Returns the most that a pattern's length may be with its repetitions written out. A repetition of a group counts
     * as if everything was in that group.
     */
    private static double writtenOut(String pattern) {
        double length = pattern.length();
        double groups = 1;
        Matcher repetition = REPETITION.matcher(pattern);
        while (repetition.find()) {
            double times = Double.parseDouble(repetition.group(1));
            if (repetition.start() > 0 && ENDS_OF_GROUPS.indexOf(pattern.charAt(repetition.start() - 1)) >= 0) {
                groups *= Math.max(1, times);
            } else {
                length += times;
            }
        }
        return length * groups;
    }

    private static boolean isSimple(Set<String> options, @Nullable String format, boolean mayCount) {
        Set<String> said = new LinkedHashSet<>(options);
        if (format != null) {
            said.add(format);
        }
        for (String word : said) {
            if (!FORMATS.contains(word) && !(mayCount && word.equals(COUNT))) {
                throw new BadRequestException("'" + word + "' is not answered here as options or format"
                        + Nearest.advice(word, FORMATS) + "; normalized, simplified and keyValues are");
            }
        }
        return said.stream().anyMatch(SIMPLE::contains);
    }

    private static Set<String> list(@Nullable String text) {
        return text == null
                ? Set.of()
                : Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
