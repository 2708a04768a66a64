package vn.hanoi.datahub.query.config;

import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import vn.hanoi.datahub.edge.access.Callers;
import vn.hanoi.datahub.edge.config.EdgeConfiguration;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.log.ControlLog;

/** The process itself: its clock, catalogue, Kafka clients and access rules. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QueryProperties.class)
@Import(EdgeConfiguration.class)
class QueryConfiguration {

    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(4);

    @Bean(destroyMethod = "close")
    Admin admin(KafkaConnection kafka) {
        return kafka.admin();
    }

    @Bean(destroyMethod = "close")
    ControlLog controlLog(KafkaConnection kafka, Registry registry) {
        return new ControlLog(kafka, registry, WRITTEN_WITHIN);
    }

    /**
     * Answers repeated requests with a few bytes if nothing has changed. The tags are weak because responses may or may
     * not be compressed.
     */
    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> entityTags() {
        ShallowEtagHeaderFilter filter = new ShallowEtagHeaderFilter();
        filter.setWriteWeakETag(true);
        FilterRegistrationBean<ShallowEtagHeaderFilter> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns("/v1/indicators/*", "/v1/indicators", "/v1/scorecard", "/v1/areas", "/v1/agencies");
        return registration;
    }

    /**
     * Defines who may read what. Single events are for their agency and for operators. Values and live updates are for
     * everyone, or only for known callers; unknown callers then have the open data. Where small counts are protected,
     * {@link Readings} decides what anonymous callers see of values, and counts of events by agency and day are for
     * known callers only.
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
                .requestMatchers(HttpMethod.POST, "/v1/releases/*/versions/*/signatures")
                .hasRole("AGENCY")
                .requestMatchers(HttpMethod.POST, "/v1/releases", "/v1/releases/*/versions/*/publication")
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
                .access((caller, request) ->
                        new AuthorizationDecision(!areCountsForKnown || KnownCaller.isKnown(caller.get())))
                .requestMatchers("/v1/**", "/ngsi-ld/**", "/sensorthings/**")
                .access((caller, request) ->
                        new AuthorizationDecision(!isForKnown || KnownCaller.isKnown(caller.get())));
    }
}
