package vn.hanoi.datahub.query.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.query.feed.Live;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Values as they change, as Server-Sent Events. */
@RestController
@Tag(name = "live")
public class LiveController {

    private final Catalogue catalogue;
    private final Live live;
    private final LiveClients clients;

    public LiveController(Catalogue catalogue, Live live, LiveClients clients) {
        this.catalogue = catalogue;
        this.live = live;
        this.clients = clients;
    }

    /** Totals as they change; resumes after {@code Last-Event-ID}. */
    @Operation(summary = "Values as they change (Server-Sent Events)")
    @GetMapping(path = "/v1/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(
            @RequestParam(required = false) @Nullable String indicator,
            @RequestParam(required = false) @Nullable String area,
            @RequestParam(required = false) @Nullable String level,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        Optional<AreaLevel> tier = Optional.ofNullable(level)
                .map(word -> AreaLevel.find(word)
                        .orElseThrow(() ->
                                new BadRequestException("level is city, district or commune, not '" + word + "'")));
        if (indicator != null && catalogue.findDefinition(indicator).isEmpty()) {
            throw new NotFoundException("there is no indicator '" + indicator + "'; /v1/indicators lists them");
        }
        return clients.connect(
                live,
                value -> value.key().dimension().isEmpty()
                        && !value.key().indicator().equals("hub.outcomes")
                        && (indicator == null || value.key().indicator().equals(indicator))
                        && (area == null || value.key().area().code().equals(area))
                        && (tier.isEmpty() || tier.equals(levelOf(value))),
                lastEventId);
    }

    private Optional<AreaLevel> levelOf(Value value) {
        return catalogue.areas().find(value.key().area()).map(Area::level);
    }
}
