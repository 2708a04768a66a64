package vn.hanoi.datahub.query.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.access.Webhook;
import vn.hanoi.datahub.edge.audit.AuditedTopic;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;
import vn.hanoi.datahub.query.form.UpdateFilter;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Manages the subscribers that updates and alerts are sent to: those of agencies, and those of operators. */
@RestController
@Tag(name = "webhooks")
@RequestMapping("/v1/webhooks")
class WebhooksController {

    private static final int MOST_OF_ONE = 10;
    private static final int MOST = 100;
    /** Each attempt may ask a name server, and each webhook leaves entries in the audit log. */
    private static final int MOST_A_DAY = 100;

    private static final int LONGEST_URL = 500;
    private static final List<String> EVENTS = List.of("value", "alert");
    private static final String OPERATOR = "operator";

    private final Deliveries deliveries;
    private final AuditedTopic<Webhook> webhooks;
    private final WebhookDispatcher dispatcher;
    private final Catalogue catalogue;
    private final InstantSource clock;
    private final DailyLimit attempts = new DailyLimit(MOST_A_DAY);

    public WebhooksController(
            Deliveries deliveries,
            AuditedTopic<Webhook> webhooks,
            WebhookDispatcher dispatcher,
            Catalogue catalogue,
            InstantSource clock) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.dispatcher = dispatcher;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /**
     * A new webhook.
     *
     * @param url address to post to
     * @param events {@code value}, {@code alert}; null for both
     * @param indicator id of the only indicator to send; null for all
     * @param area code of the only area to send; null for all
     * @param level the only level to send; null for all
     */
    public record NewWebhook(
            @Nullable String url,
            @Nullable List<@Nullable String> events,
            @Nullable String indicator,
            @Nullable String area,
            @Nullable String level) {}

    record WebhookList(List<WebhookView> webhooks) {}

    /**
     * A webhook and the state of its deliveries.
     *
     * @param owner code of an agency, or {@code operator}
     * @param status {@code active}, {@code failing} or {@code dead}
     * @param deadAt when it was given up; null if it was not
     * @param delivery state of the deliveries; absent before the first attempt
     * @param secret secret for verifying signatures (Standard Webhooks, v1); only in the response to its creation
     */
    record WebhookView(
            String id,
            String owner,
            String url,
            List<String> events,
            @Nullable String indicator,
            @Nullable String area,
            @Nullable String level,
            Instant createdAt,
            String status,
            @Nullable Instant deadAt,
            @Nullable String deadWhy,
            @JsonUnwrapped @Nullable DeliveryState delivery,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String secret) {}

    /**
     * @param failures number of consecutive failures
     * @param nextAttemptAt time of the next attempt; null while deliveries succeed
     */
    record DeliveryState(
            int failures,
            @Nullable String lastError,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant deliveredAt) {}

    /** Returns the caller's webhooks; all webhooks for an operator. */
    @Operation(
            operationId = "listWebhooks",
            summary = "The agency's webhooks and the state of their deliveries; all of them for an operator")
    @GetMapping
    WebhookList list(@AuthenticationPrincipal Caller caller) {
        return new WebhookList(deliveries.all().stream()
                .filter(webhook -> isOf(webhook, caller))
                .map(webhook -> row(webhook, null))
                .toList());
    }

    private static boolean isOf(Webhook webhook, Caller caller) {
        return caller.isOperator() || webhook.getOwner().equals(owner(caller));
    }

    private static String owner(Caller caller) {
        return caller.ownAgency().orElse(OPERATOR);
    }

    /** Creates a webhook. */
    @Operation(
            operationId = "createWebhook",
            summary =
                    "Send updates to an address; only this response contains the secret for verifying signatures (Standard Webhooks, v1)")
    @ApiResponse(responseCode = "201")
    @PostMapping
    ResponseEntity<WebhookView> create(
            @AuthenticationPrincipal Caller caller, @RequestBody NewWebhook wanted, HttpServletRequest request) {
        WebhookDispatcher.DeliveryOptions how = dispatcher
                .options()
                .orElseThrow(
                        () -> new ServiceUnavailableException(
                                "webhooks are not sent here, because the hub has no key to sign them with; its operator sets HUB_WEBHOOK_KEY"));
        String url = wanted.url() == null ? "" : wanted.url();
        if (url.length() > LONGEST_URL) {
            throw new BadRequestException("url has at most " + LONGEST_URL + " characters");
        }
        List<@Nullable String> events = wanted.events() == null ? List.copyOf(EVENTS) : wanted.events();
        if (events.isEmpty() || events.stream().anyMatch(event -> event == null || !EVENTS.contains(event))) {
            throw new BadRequestException("events has value, alert or both");
        }
        UpdateFilter.of(catalogue, wanted.indicator(), wanted.area(), wanted.level());
        long own = deliveries.all().stream()
                .filter(webhook -> webhook.getOwner().equals(owner(caller)))
                .count();
        if (own >= MOST_OF_ONE || deliveries.all().size() >= MOST) {
            throw new BadRequestException("there are " + own + " webhooks of yours and "
                    + deliveries.all().size() + " in all; " + MOST_OF_ONE + " and " + MOST
                    + " are possible, so delete one that is not needed");
        }
        if (!attempts.admits(owner(caller), clock.instant())) {
            throw new BadRequestException("you asked for " + MOST_A_DAY
                    + " webhooks within 24 hours, and no more are possible; try again tomorrow");
        }
        // last, because it may ask a name server, which nobody should be able to have asked without limit
        how.target().refusal(url).ifPresent(why -> {
            throw new BadRequestException(why);
        });
        Webhook webhook = Webhook.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setOwner(owner(caller))
                .setUrl(url)
                .setEvents(EVENTS.stream().filter(events::contains).toList())
                .setIndicator(wanted.indicator())
                .setArea(wanted.area())
                .setLevel(wanted.level())
                .setCreatedBy(caller.name())
                .setCreatedAt(clock.instant())
                .build();
        put(webhook, caller, "webhook-created", request);
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(row(webhook, how.signer().secret(webhook.getId())));
    }

    /** Deletes a webhook. */
    @Operation(operationId = "deleteWebhook", summary = "Delete a webhook")
    @DeleteMapping("/{id}")
    WebhookView delete(@AuthenticationPrincipal Caller caller, @PathVariable String id, HttpServletRequest request) {
        Webhook webhook = find(id, caller);
        put(Webhook.newBuilder(webhook).setDeletedAt(clock.instant()).build(), caller, "webhook-deleted", request);
        webhooks.withdraw(id); // the audit log remembers it; the topic is read at every start
        return row(webhook, null);
    }

    /** Resumes sending to a webhook that was given up, from where it stopped. */
    @Operation(
            operationId = "reviveWebhook",
            summary = "Resume sending to a webhook that was given up, from where it stopped")
    @PostMapping("/{id}/revival")
    WebhookView revive(@AuthenticationPrincipal Caller caller, @PathVariable String id, HttpServletRequest request) {
        Webhook webhook = find(id, caller);
        if (webhook.getDeadAt() == null) {
            return row(webhook, null);
        }
        Webhook alive = Webhook.newBuilder(webhook)
                .setDeadAt((Instant) null)
                .setDeadWhy(null)
                .build();
        put(alive, caller, "webhook-revived", request);
        return row(alive, null);
    }

    private Webhook find(String id, Caller caller) {
        return deliveries
                .find(id)
                .filter(webhook -> isOf(webhook, caller))
                .orElseThrow(
                        () -> new NotFoundException("there is no webhook '" + id + "'; GET /v1/webhooks lists them"));
    }

    private void put(Webhook webhook, Caller caller, String action, HttpServletRequest request) {
        webhooks.put(webhook.getId(), webhook, change(webhook, caller, action, request.getRemoteAddr()));
    }

    /** Returns what the audit log tells of a change: an address may contain a token, so only its host. */
    static AuditedTopic.Change change(Webhook webhook, Caller caller, String action, String remote) {
        return new AuditedTopic.Change(
                caller, action, URI.create(webhook.getUrl()).getHost(), remote);
    }

    private WebhookView row(Webhook webhook, @Nullable String secret) {
        Optional<Attempts> attempts = deliveries.attempts(webhook.getId());
        Instant deadAt = webhook.getDeadAt();
        return new WebhookView(
                webhook.getId(),
                webhook.getOwner(),
                webhook.getUrl(),
                webhook.getEvents(),
                webhook.getIndicator(),
                webhook.getArea(),
                webhook.getLevel(),
                webhook.getCreatedAt(),
                deadAt != null
                        ? "dead"
                        : attempts.filter(some -> some.failures() > 0).isPresent() ? "failing" : "active",
                deadAt,
                webhook.getDeadWhy(),
                attempts.map(some -> new DeliveryState(
                                some.failures(),
                                some.lastError(),
                                some.failures() == 0 ? null : some.nextAt(),
                                some.deliveredAt()))
                        .orElse(null),
                secret);
    }
}
