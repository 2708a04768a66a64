package vn.hanoi.datahub.query.live;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.query.feed.LiveUpdate;
import vn.hanoi.datahub.query.form.UpdateFilter;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Sends values and alerts as they change, as Server-Sent Events. */
@RestController
@Tag(name = "live")
class LiveController {

    private final Catalogue catalogue;
    private final Readings readings;
    private final LiveClients clients;

    public LiveController(Catalogue catalogue, Readings readings, LiveClients clients) {
        this.catalogue = catalogue;
        this.readings = readings;
        this.clients = clients;
    }

    /** Sends totals and alerts as they change; resumes after {@code Last-Event-ID}. */
    @Operation(operationId = "followUpdates", summary = "Values and alerts as they change (Server-Sent Events)")
    @ApiResponse(
            responseCode = "200",
            description =
                    "events `value`, `alert` and `resync`, each with an id to resume after; every 15 s a comment or a `heartbeat` event",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @GetMapping(path = "/v1/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void live(
            @RequestParam(required = false) @Nullable String indicator,
            @RequestParam(required = false) @Nullable String area,
            @RequestParam(required = false) @Nullable String level,
            @RequestParam(defaultValue = "comment") String heartbeat,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletRequest request)
            throws IOException {
        Predicate<LiveUpdate> wanted =
                UpdateFilter.ofWhole(catalogue, readings).and(UpdateFilter.of(catalogue, indicator, area, level));
        Heartbeat way = Heartbeat.of(heartbeat);
        clients.connect(() -> begin(request), wanted, way, lastEventId);
    }

    private static AsyncContext begin(HttpServletRequest request) {
        AsyncContext context = request.startAsync();
        HttpServletResponse response = (HttpServletResponse) context.getResponse();
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // so that a proxy forwards each event immediately
        context.setTimeout(0);
        return context;
    }
}
