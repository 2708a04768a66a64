package vn.hanoi.datahub.query.sensorthings;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import vn.hanoi.datahub.edge.net.PublicUrl;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.edge.problem.ReadsAnyParameter;
import vn.hanoi.datahub.query.config.QueryProperties;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Serves the sensor feeds to clients of OGC SensorThings API 1.1 (18-088), read-only. */
@RestController
@Tag(name = "sensorthings")
class SensorThingsController {

    private static final String ROOT = "/sensorthings/v1.1";
    private static final Pattern ONE = Pattern.compile("([A-Za-z]+)\\('([^']+)'\\)");
    private static final String CORE = "http://www.opengis.net/spec/iot_sensing/1.1/req/";

    private static final Duration LONGEST_SORTED = Duration.ofHours(48);

    private final SensorThings things;
    private final PublicUrl url;

    SensorThingsController(
            Catalogue catalogue,
            Definitions definitions,
            Readings published,
            InstantSource clock,
            QueryProperties properties,
            PublicUrl url) {
        this.url = url;
        this.things = new SensorThings(
                catalogue, definitions, published, clock, properties.query().recentHours());
    }

    /** Returns the entity sets and their addresses. */
    @Operation(
            operationId = "getSensorThings",
            summary = "The SensorThings service: its entity sets and conformance classes")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = SensorThingsDocument.class)))
    @GetMapping(ROOT)
    Map<String, Object> root(@Parameter(hidden = true) HttpServletRequest asked) {
        return Map.of(
                "value",
                Arrays.stream(EntitySet.values())
                        .map(set -> Map.of("name", set.path(), "url", base(asked) + "/" + set.path()))
                        .toList(),
                "serverSettings",
                Map.of("conformance", List.of(CORE + "datamodel")));
    }

    private String base(HttpServletRequest asked) {
        return url.base(asked) + ROOT;
    }

    /** Returns a set of entities, or one of them by its id. */
    @Operation(
            operationId = "getSensorThingsEntities",
            summary =
                    "Entities of a set (Things, Datastreams, Observations, …), or one of them: Things('station:long-bien')")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = SensorThingsDocument.class)))
    @ReadsAnyParameter
    @GetMapping(ROOT + "/{path}")
    Map<String, @Nullable Object> path(
            @Parameter(example = "Things") @PathVariable String path,
            @RequestParam Map<String, String> options,
            @Parameter(hidden = true) HttpServletRequest asked) {
        Optional<EntitySet> set = EntitySet.find(path);
        return set.isPresent()
                ? page(() -> things.list(set.get()), options, set.get() == EntitySet.OBSERVATIONS, asked)
                : withoutOptions(one(path), options).form(base(asked));
    }

    /** Returns the target of an entity's link. */
    @Operation(
            operationId = "getSensorThingsLink",
            summary = "The target of an entity's link: Things('…')/Datastreams, Datastreams('…')/Observations")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = SensorThingsDocument.class)))
    @ReadsAnyParameter
    @GetMapping(ROOT + "/{path}/{link}")
    Map<String, @Nullable Object> link(
            @Parameter(example = "Things('station:long-bien')") @PathVariable String path,
            @Parameter(example = "Datastreams") @PathVariable String link,
            @RequestParam Map<String, String> options,
            @Parameter(hidden = true) HttpServletRequest asked) {
        EntityNode entity = one(path);
        Optional<List<EntityNode>> many = entity.many(link);
        return many.isPresent()
                ? page(many.get()::stream, options, false, asked)
                : withoutOptions(
                                entity.one(link)
                                        .orElseThrow(() -> new NotFoundException(path + " has no link '" + link + "'")),
                                options)
                        .form(base(asked));
    }

    private static EntityNode withoutOptions(EntityNode entity, Map<String, String> options) {
        if (!options.isEmpty()) {
            throw new BadRequestException("one entity is told as it is, without " + String.join(", ", options.keySet())
                    + "; options are for sets");
        }
        return entity;
    }

    private Map<String, @Nullable Object> page(
            Supplier<Stream<EntityNode>> entities,
            Map<String, String> options,
            boolean ofAllDatastreams,
            HttpServletRequest asked) {
        SensorThingsQuery question = SensorThingsQuery.of(options);
        requireReachable(question, ofAllDatastreams);
        return page(entities, question, base(asked), url.of(asked), asked.getQueryString());
    }

    private EntityNode one(String path) {
        Matcher matcher = ONE.matcher(path);
        return Optional.of(matcher)
                .filter(Matcher::matches)
                .flatMap(one -> EntitySet.find(one.group(1)).flatMap(set -> things.find(set, one.group(2))))
                .orElseThrow(() -> new NotFoundException("there is no '" + path + "'; " + ROOT
                        + " lists the sets, and ids stand in quotes: Things('…')"));
    }

    /** Checks that the query can be answered. Sorting all datastreams by time requires reading the whole time range. */
    private void requireReachable(SensorThingsQuery question, boolean ofAll) {
        if (question.from().isAfter(Instant.MIN) && question.from().isBefore(things.first())) {
            throw new BadRequestException(
                    "observations reach back to " + things.first() + "; older ones are in /v1/indicators/{id}/values");
        }
        if (ofAll
                && question.order() != SensorThingsQuery.Order.BY_KEY
                && question.window().compareTo(LONGEST_SORTED) > 0) {
            throw new BadRequestException("observations of all datastreams are sorted by time within "
                    + LONGEST_SORTED.toHours()
                    + " hours at most: name both ends in $filter, or ask one datastream, or leave $orderby out");
        }
    }

    private static Map<String, @Nullable Object> page(
            Supplier<Stream<EntityNode>> entities,
            SensorThingsQuery question,
            String base,
            String self,
            @Nullable String query) {
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        if (question.count()) {
            page.put(
                    "@iot.count",
                    entities.get()
                            .filter(entity -> question.wants(entity.place()))
                            .count());
        }
        Stream<EntityNode> wanted =
                entities.get().filter(entity -> question.wants(entity.place()) && question.isAfter(entity.place()));
        Stream<EntityNode> inOrder = question.order() == SensorThingsQuery.Order.BY_KEY
                ? wanted
                : wanted.sorted(Comparator.comparing(EntityNode::place, question.order().places));
        List<EntityNode> found =
                inOrder.skip(question.skip()).limit(question.top() + 1L).toList();
        List<EntityNode> shown = found.subList(0, Math.min(question.top(), found.size()));
        if (!shown.isEmpty() && shown.size() < found.size()) {
            page.put("@iot.nextLink", next(self, query, shown.get(shown.size() - 1)));
        }
        page.put("value", shown.stream().map(entity -> entity.form(base)).toList());
        return page;
    }

    private static String next(String self, @Nullable String query, EntityNode last) {
        return UriComponentsBuilder.fromUriString(self)
                .replaceQuery(query)
                .replaceQueryParam("%24skip")
                .replaceQueryParam("$skip")
                .replaceQueryParam("%24skiptoken")
                .replaceQueryParam("$skiptoken", SensorThingsQuery.token(last.place()))
                .build()
                .toUriString();
    }
}
