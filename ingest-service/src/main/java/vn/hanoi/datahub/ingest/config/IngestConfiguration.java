package vn.hanoi.datahub.ingest.config;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import vn.hanoi.datahub.edge.access.Callers;
import vn.hanoi.datahub.edge.config.EdgeConfiguration;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;

/** Configures the process itself: clock, catalogue, Kafka client, health checks and access rules. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngestProperties.class)
@Import(EdgeConfiguration.class)
class IngestConfiguration {

    /**
     * Defines which role may call which endpoint. Which types and areas an agency may publish is decided at admission,
     * according to the catalogue.
     */
    @Bean
    Callers.Rules rules() {
        return requests -> requests.requestMatchers("/v1/events", "/ngsi-ld/**", "/v1/mappings/**")
                .hasRole("AGENCY")
                .requestMatchers(HttpMethod.POST, "/v1/files")
                .hasRole("AGENCY")
                .requestMatchers("/v1/files/**")
                .hasAnyRole("AGENCY", "OPERATOR")
                .requestMatchers("/v1/keys/**")
                .hasAnyRole("AGENCY", "OPERATOR")
                .requestMatchers(HttpMethod.GET, "/v1/quarantines")
                .hasAnyRole("AGENCY", "OPERATOR")
                .requestMatchers("/v1/quarantines/**", "/v1/redrives")
                .hasRole("OPERATOR")
                .requestMatchers("/openapi.json")
                .permitAll();
    }

    @Bean(destroyMethod = "close")
    Admin admin(KafkaConnection kafka) {
        return kafka.admin(Duration.ofSeconds(2));
    }

    /** Reports ready while Kafka responds; without Kafka, nothing can be acknowledged. */
    @Bean
    HealthIndicator kafka(Admin admin) {
        return () -> {
            try {
                admin.describeCluster().nodes().get(2, TimeUnit.SECONDS);
                return Health.up().build();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Health.down().build();
            } catch (Exception e) {
                return Health.down().withDetail("kafka", "does not answer").build();
            }
        };
    }

    /** Reports ready once the topics of rights, files and mappings have been read. */
    @Bean
    HealthIndicator feeds(List<FollowedTopic<?, ?>> feeds) {
        return () -> (feeds.stream().allMatch(FollowedTopic::isCaughtUp) ? Health.up() : Health.down()).build();
    }
}
