package vn.hanoi.datahub.ingest.api;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import vn.hanoi.datahub.access.ApiKey;
import vn.hanoi.datahub.access.Quarantine;
import vn.hanoi.datahub.domain.agency.ActiveQuarantine;
import vn.hanoi.datahub.domain.agency.Quota;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.audit.AuditedTopic;
import vn.hanoi.datahub.edge.feed.ConfirmedWriter;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.edge.feed.TopicHandler;
import vn.hanoi.datahub.ingest.admission.ActiveQuarantines;
import vn.hanoi.datahub.ingest.admission.AdmissionPolicy;
import vn.hanoi.datahub.ingest.config.IngestProperties;
import vn.hanoi.datahub.ingest.publish.Intake;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.topic.Topics;

/** Admission of events over HTTP: policy, quarantines, quotas and keys. */
@Configuration(proxyBeanMethods = false)
@Import({ActiveQuarantines.class, QuotaGate.class, EventResponses.class})
class ApiConfiguration {

    @Bean
    AdmissionPolicy admissionPolicy(IngestProperties properties, Catalogue catalogue, ActiveQuarantines quarantines) {
        return new AdmissionPolicy(catalogue, properties.ingest().clockTolerance(), quarantines);
    }

    @Bean
    BodyReader bodyReader(IngestProperties properties, Intake intake, QuotaGate quotaGate) {
        return new BodyReader(
                new BodyReader.Limits(
                        properties.ingest().maxBody().toBytes(),
                        properties.ingest().maxBatch()),
                intake,
                quotaGate);
    }

    @Bean
    AuditedTopic<ApiKey> keyRights(ControlLog log, FollowedTopic<String, ApiKey> keyFeed, AuditLog audit) {
        return new AuditedTopic<>(new ConfirmedWriter<>(log, keyFeed), audit);
    }

    @Bean
    FollowedTopic<String, Quarantine> quarantineFeed(TopicFollower follower, ActiveQuarantines quarantines) {
        return follower.follow(
                Topics.QUARANTINE,
                TopicHandler.ofKeys(
                        "the quarantines in force",
                        (id, quarantine) -> hold(quarantines, quarantine),
                        quarantines::release));
    }

    private static void hold(ActiveQuarantines quarantines, Quarantine quarantine) {
        if (quarantine.getReleasedAt() == null) {
            quarantines.put(new ActiveQuarantine(
                    quarantine.getId(),
                    quarantine.getAgency(),
                    quarantine.getType(),
                    quarantine.getSubject(),
                    quarantine.getFrom(),
                    quarantine.getTo(),
                    quarantine.getWhy()));
        } else {
            quarantines.release(quarantine.getId());
        }
    }

    @Bean
    AuditedTopic<Quarantine> quarantineRights(
            ControlLog log, FollowedTopic<String, Quarantine> quarantineFeed, AuditLog audit) {
        return new AuditedTopic<>(new ConfirmedWriter<>(log, quarantineFeed), audit);
    }

    @Bean
    Quotas quotas(IngestProperties properties) {
        IngestProperties.Quota standard = properties.ingest().quota();
        return new Quotas(new Quota(standard.events(), standard.bytes().toBytes()));
    }

    @Bean
    WebMvcConfigurer gates(QuotaGate quotaGate) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(quotaGate).addPathPatterns("/v1/events", "/ngsi-ld/v1/notify");
            }
        };
    }
}
