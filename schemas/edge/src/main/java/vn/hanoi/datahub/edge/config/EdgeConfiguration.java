package vn.hanoi.datahub.edge.config;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.core.StandardHost;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import vn.hanoi.datahub.access.ApiKey;
import vn.hanoi.datahub.access.AuditEvent;
import vn.hanoi.datahub.edge.access.AccessRefusals;
import vn.hanoi.datahub.edge.access.Callers;
import vn.hanoi.datahub.edge.access.Tokens;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.feed.TopicFeed;
import vn.hanoi.datahub.edge.problem.ErrorPage;
import vn.hanoi.datahub.edge.problem.Problem;
import vn.hanoi.datahub.edge.problem.ProblemValve;
import vn.hanoi.datahub.schemas.access.KeyRing;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.schemas.trace.Traces;

/**
 * Wires what the services' HTTP sides have in common; each imports it and adds its {@link Callers.Rules}, its catalogue and its clock.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdgeProperties.class)
public class EdgeConfiguration {

    private static final long AUDIT_ROUND_SECONDS = 10;

    @Bean
    Registry registry(EdgeProperties properties) {
        return Registry.at(properties.registry());
    }

    @Bean
    KeyRing keyRing(EdgeProperties properties, Catalogue catalogue) {
        String file = properties.access().keys();
        return file.isEmpty() ? new KeyRing(catalogue) : KeyRing.read(Path.of(file), catalogue);
    }

    @Bean
    TopicFeed<String, ApiKey> keyFeed(EdgeProperties properties, Registry registry, KeyRing keys) {
        return feed(properties.connection(), registry, Topics.API_KEY, (record, isNew) -> keys.put(record.value()));
    }

    /** A topic followed from its beginning; committed records only. */
    public static <K, V> TopicFeed<K, V> feed(
            KafkaConnection kafka, Registry registry, Topic topic, TopicFeed.Taker<K, V> taker) {
        return feed(kafka, registry, topic, taker, TopicFeed.Start.AT_THE_BEGINNING);
    }

    /** A topic followed from where its taker says; committed records only. */
    public static <K, V> TopicFeed<K, V> feed(
            KafkaConnection kafka, Registry registry, Topic topic, TopicFeed.Taker<K, V> taker, TopicFeed.Start start) {
        Map<String, Object> consumer = kafka.with(Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5_000));
        return new TopicFeed<>(
                topic,
                () -> new KafkaConsumer<>(
                        consumer, registry.<K>deserializer(topic.key()), registry.<V>deserializer(topic.value())),
                taker,
                start);
    }

    /** What departs from Kafka's defaults, and why. */
    public static Map<String, Object> producer(KafkaConnection kafka, int answerWithinMillis) {
        Map<String, Object> config = new HashMap<>(kafka.plain());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // A caller waits at most so long for an answer: Kafka's two minutes would be two minutes of silence.
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, answerWithinMillis);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, answerWithinMillis / 2);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, answerWithinMillis);
        return config;
    }

    @Bean
    Traces traces(Tracer tracer, Propagator propagator) {
        return new Traces(tracer, propagator);
    }

    @Bean(destroyMethod = "close")
    Producer<String, AuditEvent> auditProducer(EdgeProperties properties, Registry registry) {
        Map<String, Object> config = producer(properties.connection(), 4_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000); // a refusal is answered even while Kafka is away
        return new KafkaProducer<>(config, registry.serializer(true), registry.serializer(false));
    }

    @Bean
    AuditLog auditLog(
            Producer<String, AuditEvent> auditProducer,
            @Value("${spring.application.name}") String service,
            InstantSource clock) {
        return new AuditLog(auditProducer, service, clock);
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService auditRounds(AuditLog audit) {
        ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread round = new Thread(task, "audit-round");
            round.setDaemon(true);
            return round;
        });
        rounds.scheduleWithFixedDelay(audit::round, AUDIT_ROUND_SECONDS, AUDIT_ROUND_SECONDS, TimeUnit.SECONDS);
        return rounds;
    }

    @Bean
    AccessRefusals accessRefusals(AuditLog audit, EdgeProperties properties) {
        return new AccessRefusals(audit, properties.access().takesTokens());
    }

    @Bean
    SecurityFilterChain callers(
            HttpSecurity http,
            EdgeProperties properties,
            KeyRing keys,
            TopicFeed<String, ApiKey> keyFeed,
            InstantSource clock,
            AccessRefusals refusals,
            Catalogue catalogue,
            Callers.Rules rules)
            throws Exception {
        EdgeProperties.Access access = properties.access();
        return Callers.chain(
                http,
                keys,
                keyFeed::isCaughtUp,
                clock,
                refusals,
                access.takesTokens() ? Tokens.decoder(access.issuer(), access.audience(), access.jwks()) : null,
                new Tokens(catalogue),
                rules);
    }

    /** Subjects may hold anything, and in a path they come encoded; no path of ours names a file, so nothing can be reached by going up. */
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
    DescribedContract describedContract(@Value("${spring.application.name}") String service) {
        return new DescribedContract(service);
    }

    @Bean
    ErrorPage errorPage() {
        return new ErrorPage();
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
            tomcat.addConnectorCustomizers(
                    connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
            tomcat.addContextCustomizers(context ->
                    ((StandardHost) context.getParent()).setErrorReportValveClass(ProblemValve.class.getName()));
        };
    }
}
