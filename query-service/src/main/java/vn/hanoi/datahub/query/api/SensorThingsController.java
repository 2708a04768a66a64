package vn.hanoi.datahub.query.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.query.sensorthings.EntitySet;
import vn.hanoi.datahub.query.sensorthings.Linked;
import vn.hanoi.datahub.query.sensorthings.SensorThings;

/** The sensor feeds for clients of OGC SensorThings API 1.1 (18-088), read only. */
@RestController
@Tag(name = "sensorthings")
public class SensorThingsController {

    private static final String ROOT = "/sensorthings/v1.1";
    private static final Pattern ONE = Pattern.compile("([A-Za-z]+)\\('([^']+)'\\)");
    private static final String CORE = "http://www.opengis.net/spec/iot_sensing/1.1/req/";

    private final SensorThings things;

    public SensorThingsController(SensorThings things) {
        this.things = things;
    }

    /** Where everything is. */
    @Operation(summary = "The SensorThings service: its entity sets, and what it conforms to")
    @GetMapping(ROOT)
    Map<String, Object> root() {
        return Map.of(
                "value",
                Arrays.stream(EntitySet.values())
                        .map(set -> Map.of("name", set.path(), "url", base() + "/" + set.path()))
                        .toList(),
                "serverSettings",
                Map.of("conformance", List.of(CORE + "datamodel")));
    }

    private static String base() {
        return ServletUriComponentsBuilder.fromCurrentContextPath().path(ROOT).toUriString();
    }

    /** A set of entities, or one of them by its id. */
    @Operation(
            summary =
                    "Entities of a set (Things, Datastreams, Observations, …), or one of them: Things('station:long-bien')")
    @GetMapping(ROOT + "/{path}")
    Map<String, @Nullable Object> path(
            @Parameter(example = "Things") @PathVariable String path, @RequestParam Map<String, String> options) {
        Optional<EntitySet> set = EntitySet.find(path);
        return set.isPresent()
                ? page(things.list(set.get()), SensorThingsQuery.of(options))
                : one(path).form(base());
    }

    /** What a link of an entity leads to. */
    @Operation(summary = "Where a link of an entity leads: Things('…')/Datastreams, Datastreams('…')/Observations")
    @GetMapping(ROOT + "/{path}/{link}")
    Map<String, @Nullable Object> link(
            @Parameter(example = "Things('station:long-bien')") @PathVariable String path,
            @Parameter(example = "Datastreams") @PathVariable String link,
            @RequestParam Map<String, String> options) {
        Linked entity = one(path);
        Optional<List<Linked>> many = entity.many(link);
        return many.isPresent()
                ? page(many.get().stream(), SensorThingsQuery.of(options))
                : entity.one(link)
                        .orElseThrow(() -> new NotFoundException(path + " has no link '" + link + "'"))
                        .form(base());
    }

    private Linked one(String path) {
        Matcher matcher = ONE.matcher(path);
        return Optional.of(matcher)
                .filter(Matcher::matches)
                .flatMap(one -> EntitySet.find(one.group(1)).flatMap(set -> things.find(set, one.group(2))))
                .orElseThrow(() -> new NotFoundException("there is no '" + path + "'; " + ROOT
                        + " lists the sets, and ids stand in quotes: Things('…')"));
    }

    private static Map<String, @Nullable Object> page(Stream<Linked> entities, SensorThingsQuery question) {
        Stream<Linked> wanted = entities.filter(question.filter());
        List<Linked> all = (question.order() == null ? wanted : wanted.sorted(question.order())).toList();
        String base = base();
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        if (question.count()) {
            page.put("@iot.count", all.size());
        }
        if (question.top() > 0 && (long) question.skip() + question.top() < all.size()) {
            page.put(
                    "@iot.nextLink",
                    ServletUriComponentsBuilder.fromCurrentRequest()
                            .replaceQueryParam("%24skip")
                            .replaceQueryParam("$skip", question.skip() + question.top())
                            .build()
                            .toUriString());
        }
        page.put(
                "value",
                all.stream()
                        .skip(question.skip())
                        .limit(question.top())
                        .map(entity -> entity.form(base))
                        .toList());
        return page;
    }
}
