package vn.hanoi.datahub.query.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.access.Webhook;
import vn.hanoi.datahub.edge.audit.AuditedTopic;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.webhook.WebhooksController.NewWebhook;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.access.Role;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * Which webhooks are not made, and who sees which. What is changed goes through Kafka and is the system tests'
 * business.
 */
class WebhooksControllerTest {

    private static final Catalogue CATALOGUE = Shipped.CATALOGUE;
    private static final Instant NOW = Instant.parse("2025-11-01T00:00:00Z");
    private static final Caller OPERATOR = new Caller("key:op", Role.OPERATOR, null);
    private static final Caller CENTRE = agency("H26.HCC");

    private final Deliveries deliveries = new Deliveries();

    /** The topic is never reached: whoever gets that far fails here. */
    private WebhooksController controller(WebhookDispatcher.DeliveryOptions options) {
        WebhookDispatcher dispatcher = new WebhookDispatcher(deliveries, id -> null, null, options, null, () -> NOW);
        return new WebhooksController(deliveries, new AuditedTopic<>(null, null), dispatcher, CATALOGUE, () -> NOW);
    }

    private final WebhooksController webhooks = controller(options(new Target(false)));

    private static WebhookDispatcher.DeliveryOptions options(Target target) {
        return new WebhookDispatcher.DeliveryOptions(
                new Signer("a-key-of-this-test-that-is-long-enough"),
                target,
                Duration.ofSeconds(1),
                Duration.ofDays(1));
    }

    private static Caller agency(String code) {
        return new Caller("key:x", Role.AGENCY, CATALOGUE.findAgency(code).orElseThrow());
    }

    private static Webhook webhook(String id, String owner) {
        return Webhook.newBuilder()
                .setId(id)
                .setOwner(owner)
                .setUrl("https://8.8.8.8/")
                .setEvents(List.of("alert"))
                .setCreatedBy("key:x")
                .setCreatedAt(NOW)
                .build();
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                " | | | | url begins with https://",
                "http://example.org/ | | | | url begins with https://",
                "https://127.0.0.1/ | | | | the host of url has no public address",
                "https://8.8.8.8/ | nothing | | | events has value, alert or both",
                "https://8.8.8.8/ | value,nothing | | | events has value, alert or both",
                "https://8.8.8.8/ | '' | | | events has value, alert or both",
                "https://8.8.8.8/ | null | | | events has value, alert or both",
                "https://8.8.8.8/ | | 99999 | | there is no area '99999'; /v1/areas lists them",
                "https://8.8.8.8/ | | | village | level is city, district or commune, not 'village'"
            })
    void refusesWhatCannotBeSentTo(String url, String events, String area, String level, String why) {
        List<String> wanted = events == null
                ? null
                : Arrays.stream(events.split(","))
                        .filter(event -> !event.isEmpty())
                        .map(event -> event.equals("null") ? null : event)
                        .toList();

        assertThatThrownBy(() -> webhooks.create(CENTRE, new NewWebhook(url, wanted, null, area, level), null))
                .isInstanceOf(BadRequestException.class)
                .hasMessage(why);
    }

    @Test
    void refusesAnAddressThatIsTooLong_andAnIndicatorThatThereIsNot() {
        assertThatThrownBy(() -> webhooks.create(
                        CENTRE, new NewWebhook("https://8.8.8.8/" + "x".repeat(500), null, null, null, null), null))
                .hasMessage("url has at most 500 characters");
        assertThatThrownBy(
                        () -> webhooks.create(CENTRE, new NewWebhook("https://8.8.8.8/", null, "x", null, null), null))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void makesNone_withoutAKeyToSignWith() {
        assertThatThrownBy(() -> controller(null)
                        .create(CENTRE, new NewWebhook("https://8.8.8.8/", null, null, null, null), null))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessageContaining("HUB_WEBHOOK_KEY");
    }

    @Test
    void nobodyHasMoreThanTen_andNoNameServerIsAskedForMore() {
        Target neverAsked = new Target(false, host -> {
            throw new AssertionError(host + " was looked up");
        });
        for (int i = 0; i < 10; i++) {
            deliveries.put(webhook("w-" + i, "H26.HCC"));
        }

        assertThatThrownBy(() -> controller(options(neverAsked))
                        .create(CENTRE, new NewWebhook("https://example.org/", null, null, null, null), null))
                .isInstanceOf(BadRequestException.class)
                .hasMessageStartingWith("there are 10 webhooks of yours and 10 in all");
    }

    /** A refused address counts as well: a name server was asked for it. */
    @Test
    void nobodyAsksForMoreThanAHundredADay() {
        NewWebhook wanted = new NewWebhook("https://127.0.0.1/", null, null, null, null);
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> webhooks.create(CENTRE, wanted, null)).hasMessageContaining("no public address");
        }

        assertThatThrownBy(() -> webhooks.create(CENTRE, wanted, null))
                .hasMessageStartingWith("you asked for 100 webhooks within 24 hours");
        assertThatThrownBy(() -> webhooks.create(agency("H26.VP"), wanted, null))
                .hasMessageContaining("no public address");
    }

    @Test
    void aDayLaterMoreArePossible() {
        DailyLimit limit = new DailyLimit(1);

        assertThat(limit.admits("a", NOW)).isTrue();
        assertThat(limit.admits("a", NOW.plus(Duration.ofDays(1)).minusMillis(1)))
                .isFalse();
        assertThat(limit.admits("a", NOW.plus(Duration.ofDays(1)))).isTrue();
    }

    @Test
    void anothersIsNotFound() {
        deliveries.put(webhook("theirs", "H26.VP"));

        assertThatThrownBy(() -> webhooks.delete(CENTRE, "theirs", null)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> webhooks.revive(CENTRE, "theirs", null)).isInstanceOf(NotFoundException.class);
        assertThat(webhooks.revive(OPERATOR, "theirs", null))
                .extracting(WebhooksController.WebhookView::status)
                .isEqualTo("active");
    }

    private static List<String> listed(WebhooksController controller, Caller caller) {
        return controller.list(caller).webhooks().stream()
                .peek(row -> assertThat(row.secret()).isNull())
                .map(row -> row.id() + " " + row.status())
                .toList();
    }

    @Test
    void listsAnAgencysOwn_andAllForAnOperator() {
        deliveries.put(webhook("a", "H26.HCC"));
        deliveries.put(Webhook.newBuilder(webhook("b", "H26.VP")).setDeadAt(NOW).build());
        deliveries.put(webhook("c", "operator"));
        deliveries.put(
                Webhook.newBuilder(webhook("gone", "H26.HCC")).setDeletedAt(NOW).build());

        assertThat(listed(webhooks, CENTRE)).containsExactly("a active");
        assertThat(listed(webhooks, OPERATOR)).containsExactly("a active", "b dead", "c active");
    }

    /** Whoever reads the log for years must not be able to post to the subscriber. */
    @Test
    void theAuditLogHasTheHostOfAnAddress_andNotItsToken() {
        Webhook webhook = Webhook.newBuilder(webhook("a", "H26.HCC"))
                .setUrl("https://hooks.example.org:8443/services/T0/s3cret?token=s3cret")
                .build();

        assertThat(WebhooksController.change(webhook, CENTRE, "webhook-created", "10.1.2.3"))
                .isEqualTo(new AuditedTopic.Change(CENTRE, "webhook-created", "hooks.example.org", "10.1.2.3"));
    }
}
