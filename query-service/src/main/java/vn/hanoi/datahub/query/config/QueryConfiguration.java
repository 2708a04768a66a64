package vn.hanoi.datahub.query.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.access.SessionEnd;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.alerts.AlertAcknowledgement;
import vn.hanoi.datahub.edge.access.Callers;
import vn.hanoi.datahub.edge.config.EdgeConfiguration;
import vn.hanoi.datahub.edge.feed.ConfirmedWriter;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.edge.schedule.Rounds;
import vn.hanoi.datahub.quality.LogCount;
import vn.hanoi.datahub.query.form.AlertRows;
import vn.hanoi.datahub.query.ngsi.Entities;
import vn.hanoi.datahub.query.live.LiveClients;
import vn.hanoi.datahub.query.form.UpdateWriter;
import vn.hanoi.datahub.query.form.ValueRows;
import vn.hanoi.datahub.query.values.Shapes;
import vn.hanoi.datahub.query.feed.DefinitionSteps;
import vn.hanoi.datahub.query.feed.EventDelay;
import vn.hanoi.datahub.query.feed.UpdateBroadcast;
import vn.hanoi.datahub.query.feed.LiveUpdate;
import vn.hanoi.datahub.query.feed.Position;
import vn.hanoi.datahub.query.feed.Values;
import vn.hanoi.datahub.query.history.History;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.sensorthings.SensorThings;
import vn.hanoi.datahub.query.view.Alerts;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueView;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.PublishedPart;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.schemas.trace.TraceHeader;
import vn.hanoi.datahub.schemas.trace.Traces;
import vn.hanoi.datahub.values.DefinitionStep;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** Reads the settings and wires the query service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QueryProperties.class)
@Import(EdgeConfiguration.class)
class QueryConfiguration {

    private static final Duration ALERTS_KEPT = Duration.ofDays(90);
    private static final Duration TRIM_EVERY = Duration.ofMinutes(10);
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(4);

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    Catalogue catalogue(QueryProperties properties) {
        return CatalogueLoader.load(CatalogueFiles.of(properties.catalogue()));
    }

    @Bean
    Entities entities(Catalogue catalogue, Definitions definitions, Readings published, InstantSource clock) {
        return new Entities(catalogue, definitions, published, clock);
    }

    @Bean
    SensorThings sensorThings(
            Catalogue catalogue,
            Definitions definitions,
            Readings published,
            InstantSource clock,
            QueryProperties properties) {
        return new SensorThings(
                catalogue, definitions, published, clock, properties.query().recentHours());
    }

    @Bean
    Shapes shapes(Catalogue catalogue, QueryProperties properties) {
        String file = properties.query().boundaries();
        return file.isEmpty() ? Shapes.of(catalogue.areas()) : Shapes.of(catalogue.areas(), Path.of(file));
    }

    @Bean
    ValueRows rows(Catalogue catalogue, InstantSource clock) {
        return new ValueRows(catalogue, clock);
    }

    @Bean
    UpdateWriter newsWriter(
            Catalogue catalogue,
            Definitions definitions,
            ValueRows rows,
            AlertRows alertRows,
            JsonMapper json,
            Traces traces) {
        return new UpdateWriter(catalogue, definitions, rows, alertRows, json, traces);
    }

    @Bean
    UpdateBroadcast live(UpdateWriter writer, QueryProperties properties, MeterRegistry meters) {
        UpdateBroadcast live = new UpdateBroadcast(writer::json, writer::isTold, properties.query().liveWindow());
        Gauge.builder("hub.query.live.clients", live, UpdateBroadcast::subscribers)
                .description("open live connections")
                .register(meters);
        return live;
    }

    @Bean
    EventDelay eventDelay(MeterRegistry meters, InstantSource clock) {
        return new EventDelay(meters, clock);
    }

    @Bean
    FollowedTopic<IndicatorRowKey, byte[]> valueFeed(
            QueryProperties properties,
            TopicFollower follower,
            ValueView view,
            History history,
            Admin admin,
            UpdateBroadcast live,
            EventDelay delay) {
        Values values = new Values(
                view,
                history,
                admin,
                properties.query().liveWindow(),
                (row, parts, record) -> {
                    delay.published(Instant.ofEpochMilli(record.timestamp()), record.headers());
                    PublishedPart total = parts.total();
                    if (total != null) { // nobody follows the parts of a row live
                        live.publish(
                                new LiveUpdate.OfValue(Value.of(row, total), TraceHeader.find(record.headers())),
                                record.partition(),
                                Position.place(record.offset(), 0));
                    }
                },
                live::caughtUp);
        return follower.follow(Topics.INDICATOR_REVISION.ofBodies(), values, values);
    }

    @Bean
    Definitions definitions(Catalogue catalogue) {
        return new Definitions(catalogue);
    }

    @Bean
    FollowedTopic<String, DefinitionStep> definitionFeed(
            TopicFollower follower,
            Definitions definitions,
            FollowedTopic<IndicatorRowKey, byte[]> valueFeed,
            Admin admin,
            UpdateBroadcast live) {
        return follower.follow(Topics.DEFINITION, new DefinitionSteps(definitions, valueFeed, admin, live::resync));
    }

    /** Who asks again and again is told in a few bytes that nothing changed. The tags are weak, because answers travel compressed or not. */
    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> entityTags() {
        ShallowEtagHeaderFilter filter = new ShallowEtagHeaderFilter();
        filter.setWriteWeakETag(true);
        FilterRegistrationBean<ShallowEtagHeaderFilter> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns("/v1/indicators/*", "/v1/indicators", "/v1/scorecard", "/v1/areas", "/v1/agencies");
        return registration;
    }

    /**
     * Single events are for their agency and operators. Values and live updates are for everybody, or for those who are known; what everybody may have is the open data then. Where
     * small counts are protected, {@link Readings} decides what strangers see of values, and counts of events by agency and day are for those who are known.
     */
    @Bean
    Callers.Rules rules(QueryProperties properties) {
        QueryProperties.Readers readers = properties.query().readers();
        boolean isForKnown = readers == QueryProperties.Readers.KNOWN;
        boolean areCountsForKnown = readers != QueryProperties.Readers.EVERYBODY;
        return requests -> requests.requestMatchers("/v1/events/**", "/v1/dead-letters", "/v1/receipts")
                .hasAnyRole("AGENCY", "OPERATOR")
                .requestMatchers("/v1/webhooks", "/v1/webhooks/**")
                .hasAnyRole("AGENCY", "OPERATOR")
                .requestMatchers("/v1/alerts/*/acknowledgement")
                .hasRole("OPERATOR")
                .requestMatchers("/v1/quarantines", "/v1/quarantines/*", "/v1/redrives")
                .hasRole("OPERATOR")
                .requestMatchers("/v1/session")
                .permitAll()
                .requestMatchers(
                        "/",
                        "/*.html",
                        "/*.css",
                        "/page/**",
                        "/webjars/**",
                        "/_static/**",
                        "/open-data/**",
                        "/*.json",
                        "/actuator/**")
                .permitAll()
                .requestMatchers("/v1/reconciliation", "/v1/agencies/*/quality", "/v1/reports/agencies/**")
                .access((caller, request) -> new AuthorizationDecision(!areCountsForKnown || isKnown(caller.get())))
                .anyRequest()
                .access((caller, request) -> new AuthorizationDecision(!isForKnown || isKnown(caller.get())));
    }

    /** Whether whoever is answered by this thread is known; a thread that answers nobody is a stranger. */
    static boolean isKnown() {
        return isKnown(SecurityContextHolder.getContext().getAuthentication());
    }

    private static boolean isKnown(@Nullable Authentication caller) {
        return caller != null && caller.isAuthenticated() && !(caller instanceof AnonymousAuthenticationToken);
    }

    @Bean(destroyMethod = "close")
    Admin admin(KafkaConnection kafka) {
        return kafka.admin();
    }

    @Bean(destroyMethod = "close")
    LiveClients liveClients(UpdateBroadcast live) {
        return new LiveClients(live);
    }

    @Bean(destroyMethod = "close")
    Rounds heartbeats(
            UpdateBroadcast live,
            ValueView view,
            Definitions definitions,
            FollowedTopic<String, DefinitionStep> definitionFeed,
            Alerts alerts,
            InstantSource clock,
            QueryProperties properties) {
        return new Rounds("live-heartbeat", 1)
                .every(properties.query().heartbeat(), live::heartbeat)
                .every(TRIM_EVERY, () -> {
                    if (definitionFeed.isCaughtUp()) {
                        view.trim(definitions::oldestInMemory);
                    }
                })
                .every(TRIM_EVERY, () -> alerts.forget(clock.instant().minus(ALERTS_KEPT)));
    }

    @Bean(destroyMethod = "close")
    ControlLog controlLog(KafkaConnection kafka, Registry registry) {
        return new ControlLog(kafka, registry, WRITTEN_WITHIN);
    }

    @Bean
    ConfirmedWriter<SessionEnd> sessionEnds(ControlLog log, FollowedTopic<String, SessionEnd> sessionFeed) {
        return new ConfirmedWriter<>(log, sessionFeed);
    }

    /** Ready once the view has caught up: before, answers would lack what was published. */
    @Bean
    HealthIndicator feed(
            FollowedTopic<IndicatorRowKey, byte[]> valueFeed,
            FollowedTopic<String, LogCount> logCountFeed,
            FollowedTopic<String, DefinitionStep> definitionFeed,
            FollowedTopic<String, Alert> alertFeed,
            FollowedTopic<String, AlertAcknowledgement> acknowledgementFeed,
            ValueView view) {
        return () -> (Stream.of(valueFeed, logCountFeed, definitionFeed, alertFeed, acknowledgementFeed)
                                .allMatch(FollowedTopic::isCaughtUp)
                        ? Health.up()
                        : Health.down())
                .withDetail("values", view.size())
                .build();
    }
}
