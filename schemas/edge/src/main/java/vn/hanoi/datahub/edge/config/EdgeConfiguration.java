package vn.hanoi.datahub.edge.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vn.hanoi.datahub.access.ApiKey;
import vn.hanoi.datahub.access.SessionEnd;
import vn.hanoi.datahub.edge.access.Callers;
import vn.hanoi.datahub.edge.access.Sessions;
import vn.hanoi.datahub.edge.access.Tokens;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.date.Moments;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.edge.feed.TopicHandler;
import vn.hanoi.datahub.edge.limit.PromptHeads;
import vn.hanoi.datahub.edge.limit.SlowBodies;
import vn.hanoi.datahub.edge.limit.SlowReaders;
import vn.hanoi.datahub.edge.net.HandedOn;
import vn.hanoi.datahub.edge.net.PublicUrl;
import vn.hanoi.datahub.edge.problem.BodyLimit;
import vn.hanoi.datahub.edge.problem.ErrorPage;
import vn.hanoi.datahub.edge.problem.Problem;
import vn.hanoi.datahub.edge.problem.ProblemValve;
import vn.hanoi.datahub.edge.problem.UnreadParameters;
import vn.hanoi.datahub.edge.problem.UnreadableBody;
import vn.hanoi.datahub.edge.schedule.Rounds;
import vn.hanoi.datahub.schemas.access.KeyRing;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.connection.ServiceKey;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.schemas.trace.Traces;

/** Wires what the services' HTTP layers have in common. Each service imports it and adds its {@link Callers.Rules}. */
@Configuration(proxyBeanMethods = false)
@Import({
    TopicFollower.class,
    BodyLimit.class,
    Flags.class,
    Sessions.class,
    Traces.class,
    RecordSchemas.class,
    PreparedContract.class,
    ErrorPage.class
})
@EnableConfigurationProperties(EdgeProperties.class)
public class EdgeConfiguration {

    private static final Duration AUDIT_EVERY = Duration.ofSeconds(10);

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    Catalogue catalogue(EdgeProperties properties) {
        return CatalogueLoader.load(CatalogueFiles.of(properties.catalogue()));
    }

    @Bean
    Registry registry(EdgeProperties properties) {
        return Registry.at(properties.registry());
    }

    @Bean
    ServiceKey serviceKey(@Value("${hub.service-key}") String key) {
        return new ServiceKey(key);
    }

    @Bean
    PublicUrl publicUrl(@Value("${hub.public-url}") String url) {
        return new PublicUrl(url);
    }

    /** Runs before anything reads the caller's address. */
    @Bean
    FilterRegistrationBean<HandedOn> handedOn(ServiceKey key) {
        FilterRegistrationBean<HandedOn> registration = new FilterRegistrationBean<>(new HandedOn(key));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    FilterRegistrationBean<SlowReaders> slowReaders() {
        FilterRegistrationBean<SlowReaders> registration = new FilterRegistrationBean<>(new SlowReaders());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    KeyRing keyRing(EdgeProperties properties, Catalogue catalogue) {
        String file = properties.access().keys();
        return file.isEmpty() ? new KeyRing(catalogue) : KeyRing.read(Path.of(file), catalogue);
    }

    @Bean
    KafkaConnection kafkaConnection(EdgeProperties properties) {
        return properties.connection();
    }

    @Bean
    FollowedTopic<String, ApiKey> keyFeed(TopicFollower follower, KeyRing keys) {
        return follower.follow(
                Topics.API_KEY,
                TopicHandler.ofKeys("as many keys as were made", (id, key) -> keys.put(key), keys::remove));
    }

    @Bean
    JsonMapperBuilderCustomizer strictBodies() {
        return mapper -> {
            UnreadableBody.readStrictly(mapper);
            mapper.addModule(Moments.module());
        };
    }

    @Bean
    WebMvcConfigurer unreadParameters() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new UnreadParameters());
            }
        };
    }

    @Bean
    FollowedTopic<String, SessionEnd> sessionFeed(TopicFollower follower, Sessions sessions) {
        return sessions.follow(follower);
    }

    @Bean
    AuditLog auditLog(ControlLog log, @Value("${spring.application.name}") String service, InstantSource clock) {
        return new AuditLog(log, service, clock);
    }

    @Bean(destroyMethod = "close")
    Rounds auditRounds(AuditLog audit) {
        return new Rounds("audit-round", 1).every(AUDIT_EVERY, audit::round);
    }

    @Bean
    Callers.Issued issued(
            KeyRing keys,
            Sessions sessions,
            FollowedTopic<String, ApiKey> keyFeed,
            FollowedTopic<String, SessionEnd> sessionFeed,
            InstantSource clock) {
        return new Callers.Issued(keys, sessions, () -> keyFeed.isCaughtUp() && sessionFeed.isCaughtUp(), clock);
    }

    @Bean
    Callers.Credentials credentials(
            EdgeProperties properties, Callers.Issued issued, InstantSource clock, Catalogue catalogue) {
        EdgeProperties.Access access = properties.access();
        return new Callers.Credentials(
                issued,
                access.takesTokens() ? Tokens.decoder(access.issuer(), access.audience(), access.jwks()) : null,
                new Tokens(catalogue, clock));
    }

    @Bean
    SecurityFilterChain callers(
            HttpSecurity http,
            Callers.Credentials credentials,
            AuditLog audit,
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings,
            Callers.Rules rules)
            throws Exception {
        return Callers.chain(http, credentials, audit, Callers.Controllers.of(mappings::getObject), rules);
    }

    /**
     * Allows all characters in paths: subjects may contain anything, and are encoded. No path of the hub names a file,
     * so path traversal reaches nothing.
     */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedDoubleSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowUrlEncodedPeriod(true);
        firewall.setAllowSemicolon(true);
        firewall.setAllowBackSlash(true);
        firewall.setAllowedHeaderValues(value -> true);
        firewall.setAllowedParameterValues(value -> true);
        return firewall;
    }

    @Bean
    DescribedContract describedContract(@Value("${spring.application.name}") String service, PublicUrl url) {
        return new DescribedContract(service, url);
    }

    @Bean
    RequestRejectedHandler rejectedRequests() {
        return (request, response, why) -> Problem.of(
                        HttpStatus.BAD_REQUEST, "http-400", "the request cannot be read: " + why.getMessage())
                .writeTo(response, null);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat() {
        return tomcat -> {
            tomcat.setProtocol(PromptHeads.class.getName());
            tomcat.addEngineValves(new SlowBodies());
            tomcat.addConnectorCustomizers(
                    connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
            tomcat.addContextCustomizers(context ->
                    ((StandardHost) context.getParent()).setErrorReportValveClass(ProblemValve.class.getName()));
        };
    }
}
