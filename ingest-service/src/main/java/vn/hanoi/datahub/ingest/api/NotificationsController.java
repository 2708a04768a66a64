package vn.hanoi.datahub.ingest.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.ingest.config.IngestProperties;
import vn.hanoi.datahub.ingest.file.Mappings;
import vn.hanoi.datahub.ingest.ngsi.Notifications;
import vn.hanoi.datahub.quality.FileMapping;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Receives the notifications that NGSI-LD context brokers send for an agency's subscriptions. */
@RestController
@Tag(name = "events")
class NotificationsController {

    private final Notifications notifications;
    private final EventResponses responses;
    private final BodyReader bodies;
    private final FollowedTopic<String, FileMapping> mappingFeed;

    NotificationsController(
            Catalogue catalogue,
            Mappings mappings,
            EventResponses responses,
            BodyReader bodies,
            FollowedTopic<String, FileMapping> mappingFeed,
            IngestProperties properties) {
        this.notifications =
                new Notifications(catalogue, mappings, properties.ingest().maxBatch());
        this.responses = responses;
        this.bodies = bodies;
        this.mappingFeed = mappingFeed;
    }

    /**
     * Publishes the entities of a notification as events; the subscription's {@code receiverInfo} carries the key. The
     * response is 200 even if none of the entities can be used: refused entities are kept as dead letters, and a broker
     * that receives an error regards its subscription as failed.
     */
    @Operation(
            operationId = "notify",
            summary = "Publish an NGSI-LD notification: AirQualityObserved and TrafficFlowObserved of the Smart Data"
                    + " Models; a mapping stored under the entity type can supply further fields")
    @ApiResponse(responseCode = "202", description = "All accepted")
    @ApiResponse(responseCode = "207", description = "Some refused")
    @ApiResponse(responseCode = "200", description = "No usable entity: all are dead letters, or there were none")
    @PostMapping(
            path = "/ngsi-ld/v1/notify",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/ld+json"},
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE})
    ResponseEntity<BatchAnswer> notify(
            @AuthenticationPrincipal Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!mappingFeed.isCaughtUp()) {
            throw new ServiceUnavailableException("the stored mappings are still being read from Kafka; send it again");
        }
        String agency = caller.publisher().code();
        List<Submission> submissions = bodies.read(caller, request, response, body -> notifications.read(body, agency));
        ResponseEntity<BatchAnswer> taken = responses.batch(submissions, caller, request, "ngsi-ld", false);
        return taken.getStatusCode().isSameCodeAs(HttpStatus.UNPROCESSABLE_CONTENT)
                ? ResponseEntity.ok(taken.getBody())
                : taken;
    }
}
