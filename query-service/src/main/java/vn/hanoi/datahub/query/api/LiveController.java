package vn.hanoi.datahub.query.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Values as they change, as Server-Sent Events. */
@RestController
@Tag(name = "live")
public class LiveController {

    private final Catalogue catalogue;
    private final LiveClients clients;

    public LiveController(Catalogue catalogue, LiveClients clients) {
        this.catalogue = catalogue;
        this.clients = clients;
    }

    /** Totals as they change; resumes after {@code Last-Event-ID}. */
    @Operation(summary = "Values as they change (Server-Sent Events)")
    @ApiResponse(
            responseCode = "200",
            description = "events `value` and `resync`, each with an id to resume after; a comment each 15 s",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @GetMapping(path = "/v1/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void live(
            @RequestParam(required = false) @Nullable String indicator,
            @RequestParam(required = false) @Nullable String area,
            @RequestParam(required = false) @Nullable String level,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Predicate<Value> wanted = wanted(indicator, area, level);
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // a proxy in between passes each event on at once
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        clients.connect(context, wanted, lastEventId);
    }

    private Predicate<Value> wanted(@Nullable String indicator, @Nullable String area, @Nullable String level) {
        Optional<AreaLevel> tier = Optional.ofNullable(level).map(ValuesQuery::level);
        if (indicator != null && catalogue.findDefinition(indicator).isEmpty()) {
            throw new NotFoundException("there is no indicator '" + indicator + "'; /v1/indicators lists them");
        }
        if (area != null) {
            ValuesQuery.known(catalogue, area);
        }
        return value -> value.key().dimension().isEmpty()
                && !value.key().indicator().equals("hub.outcomes")
                && (indicator == null || value.key().indicator().equals(indicator))
                && (area == null || value.key().area().code().equals(area))
                && (tier.isEmpty() || tier.equals(levelOf(value)));
    }

    private Optional<AreaLevel> levelOf(Value value) {
        return catalogue.areas().find(value.key().area()).map(Area::level);
    }
}
