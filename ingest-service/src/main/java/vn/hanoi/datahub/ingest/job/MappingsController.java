package vn.hanoi.datahub.ingest.job;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.edge.feed.ConfirmedWriter;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.ForbiddenException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.ingest.file.Mappings;
import vn.hanoi.datahub.ingest.ngsi.Notifications;
import vn.hanoi.datahub.quality.FileMapping;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * Mappings, which specify how the rows of an agency's files, and the entities that its context broker sends, become
 * events. One is stored for each event type and NGSI-LD entity type.
 */
@RestController
@RequestMapping("/v1/mappings/{type}")
@Tag(name = "files")
class MappingsController {

    private final Mappings mappings;
    private final ConfirmedWriter<FileMapping> topic;
    private final Catalogue catalogue;
    private final InstantSource clock;

    public MappingsController(
            Mappings mappings, ConfirmedWriter<FileMapping> topic, Catalogue catalogue, InstantSource clock) {
        this.mappings = mappings;
        this.topic = topic;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** Returns the stored mapping. */
    @Operation(operationId = "getMapping", summary = "Get the agency's mapping for files of an event type, as YAML")
    @GetMapping(produces = "application/yaml")
    String stored(@AuthenticationPrincipal Caller caller, @PathVariable String type) {
        String yaml = mappings.of(caller.publisher().code(), type);
        if (yaml.isEmpty()) {
            throw new NotFoundException("no mapping is stored for " + type + ": the columns of files are fields");
        }
        return yaml;
    }

    record StoredMapping(String type, boolean stored) {}

    /** Stores a mapping for the files that are sent from now on. */
    @Operation(operationId = "storeMapping", summary = "Store a mapping for files of an event type")
    @PutMapping(consumes = {"application/yaml", "text/yaml", MediaType.TEXT_PLAIN_VALUE})
    StoredMapping store(@AuthenticationPrincipal Caller caller, @PathVariable String type, HttpServletRequest request)
            throws IOException {
        String yaml = MappingBody.read(request.getInputStream(), request.getContentType());
        if (yaml.isBlank()) {
            throw new BadRequestException("the mapping is empty; DELETE removes the stored one");
        }
        MappingBody.check(yaml, own(caller, type));
        put(caller, type, yaml);
        return new StoredMapping(type, true);
    }

    /** Removes the mapping, so that columns are fields again. */
    @Operation(operationId = "removeMapping", summary = "Remove the mapping")
    @DeleteMapping
    ResponseEntity<Void> remove(@AuthenticationPrincipal Caller caller, @PathVariable String type) {
        own(caller, type);
        put(caller, type, "");
        return ResponseEntity.noContent().build();
    }

    /**
     * Returns the event type that a mapping produces: the one it is stored for, or the one of an NGSI-LD entity type's
     * observations.
     */
    private EventType own(Caller caller, String type) {
        EventType known = catalogue
                .findType(Notifications.eventType(type).orElse(type))
                .orElseThrow(() -> new NotFoundException("there is no event type '" + type + "'"));
        if (!caller.publisher().types().contains(known.name())) {
            throw new ForbiddenException(caller.publisher().code() + " may not publish " + known.name());
        }
        return known;
    }

    private void put(Caller caller, String type, String yaml) {
        String agency = caller.publisher().code();
        topic.put(Mappings.key(agency, type), new FileMapping(agency, type, yaml, caller.name(), clock.instant()));
    }
}
