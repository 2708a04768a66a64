package vn.hanoi.datahub.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.Shipped;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topic.Retention;

/** Names, owners and retention of the topics are public API: what changes here changes for everybody who reads them. */
class TopicsTest {

    private static final Catalogue CATALOGUE = Shipped.CATALOGUE;
    private static final List<Topic<?, ?>> ALL = Topics.of(CATALOGUE);
    private static final Set<String> SERVICES = Set.of("ingest-service", "streams-processor", "query-service");

    @Test
    void eachTopicHasItsOwnName_andAnOwner() {
        assertThat(ALL).hasSize(CATALOGUE.types().size() + 18);
        assertThat(ALL)
                .extracting(Topic::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("hanoi\\.[a-z-]+\\.v[12]"));
        assertThat(ALL)
                .allSatisfy(topic -> assertThat(topic.owners()).isNotEmpty().isSubsetOf(SERVICES));
    }

    @Test
    void aTopicOfEventsIsTheFrontDoors_andIsKeptForEver() {
        assertThat(Topics.events(CATALOGUE)).hasSameSizeAs(CATALOGUE.types()).allSatisfy(topic -> {
            assertThat(topic.owners()).containsExactly("ingest-service");
            assertThat(topic.retention()).isEqualTo(Retention.UNLIMITED_BY_APPEND_TIME);
            assertThat(topic.keySubject()).isEqualTo(topic.name() + "-key");
            assertThat(topic.valueSubject()).isEqualTo(topic.name() + "-value");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "hanoi.indicator-value.v2, streams-processor, COMPACTED",
        "hanoi.indicator-revision.v2, streams-processor, UNLIMITED",
        "hanoi.dead-letter.v1, ingest-service streams-processor, THREE_YEARS",
        "hanoi.receipt.v1, ingest-service, THREE_YEARS",
        "hanoi.log-count.v1, streams-processor, COMPACTED_FOR_13_MONTHS",
        "hanoi.reported-period.v1, streams-processor, COMPACTED",
        "hanoi.definition.v1, streams-processor, COMPACTED",
        "hanoi.file-job.v1, ingest-service, COMPACTED_FOR_13_MONTHS",
        "hanoi.file-mapping.v1, ingest-service, COMPACTED",
        "hanoi.api-key.v1, ingest-service, COMPACTED",
        "hanoi.quarantine.v1, ingest-service, COMPACTED",
        "hanoi.alert.v1, streams-processor, COMPACTED",
        "hanoi.alert-acknowledgement.v1, query-service, COMPACTED_FOR_13_MONTHS",
        "hanoi.session.v1, query-service, COMPACTED_FOR_31_DAYS",
        "hanoi.open-data-release.v1, query-service, UNLIMITED",
        "hanoi.webhook.v1, query-service, COMPACTED",
        "hanoi.report-release.v1, query-service, COMPACTED",
        "hanoi.audit.v1, ingest-service query-service, THREE_YEARS"
    })
    void theOthersHaveTheirOwnersAndRetention(String name, String owners, Retention retention) {
        assertThat(ALL)
                .filteredOn(topic -> topic.name().equals(name))
                .singleElement()
                .satisfies(topic -> {
                    assertThat(String.join(" ", topic.owners())).isEqualTo(owners);
                    assertThat(topic.retention()).isEqualTo(retention);
                });
    }

    /** In Kafka's own words, of which it takes any for granted and heeds only those it knows. */
    @ParameterizedTest
    @CsvSource({
        "UNLIMITED, delete, -1, ",
        "UNLIMITED_BY_APPEND_TIME, delete, -1, LogAppendTime",
        "COMPACTED, compact, , ",
        "COMPACTED_FOR_13_MONTHS, 'compact,delete', 34560000000, ",
        "THREE_YEARS, delete, 94867200000, LogAppendTime"
    })
    void aRetentionIsWrittenAsKafkaReadsIt(Retention retention, String policy, String millis, String stamp) {
        assertThat(retention.config().get(TopicConfig.CLEANUP_POLICY_CONFIG)).isEqualTo(policy);
        assertThat(retention.config().get(TopicConfig.RETENTION_MS_CONFIG)).isEqualTo(millis);
        assertThat(retention.config().get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))
                .isEqualTo(stamp);
    }

    @ParameterizedTest
    @EnumSource
    void aRetentionNamesNothingThatATopicHasNot(Retention retention) {
        Set<String> known = Set.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.RETENTION_MS_CONFIG,
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);

        assertThat(known).containsAll(retention.config().keySet());
        assertThat(retention.inWords()).doesNotContain("_").isLowerCase();
    }

    @Test
    void ownersKeepTheOrderInWhichTheyAreShown() {
        assertThat(Topics.DEAD_LETTER.owners()).containsExactly("ingest-service", "streams-processor");
        assertThatThrownBy(() -> Topics.DEAD_LETTER.owners().add("query-service"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void registersBothSchemasOfEachTopic_andTheRuleForNewOnes() throws Exception {
        SchemaRegistryClient registry = Registry.client("mock://topics");

        Provisioning.registerSchemas(registry, ALL);
        Provisioning.registerSchemas(registry, ALL);

        assertThat(registry.getAllSubjects())
                .containsExactlyInAnyOrderElementsOf(ALL.stream()
                        .flatMap(topic -> List.of(topic.keySubject(), topic.valueSubject()).stream())
                        .collect(Collectors.toSet()));
        for (String subject : List.of("hanoi.alert.v1-value", "hanoi.air-observation.v1-key")) {
            assertThat(registry.getAllVersions(subject)).containsExactly(1);
            assertThat(registry.getCompatibility(subject)).isEqualTo("BACKWARD_TRANSITIVE");
        }
    }
}
