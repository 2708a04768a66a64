package vn.hanoi.datahub.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.schemas.catalogue.Shipped;

/** What each service may do at Kafka: what it has to, and nothing else. */
class KafkaAclsTest {

    private static final List<Topic<?, ?>> TOPICS = Topics.of(Shipped.CATALOGUE);
    private static final List<AclBinding> RIGHTS = KafkaAcls.of(TOPICS);

    private static List<AclBinding> of(String service) {
        return RIGHTS.stream()
                .filter(right -> right.entry().principal().equals("User:" + service))
                .toList();
    }

    /** A right in short: {@code WRITE TOPIC hanoi.alert.v1}, with a star behind a beginning. */
    private static String text(AclBinding right) {
        return right.entry().operation() + " " + right.pattern().resourceType() + " "
                + right.pattern().name()
                + (right.pattern().patternType() == PatternType.PREFIXED ? "*" : "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest-service", "streams-processor", "query-service"})
    void aServiceMayWriteExactlyTheTopicsItOwns(String service) {
        Set<String> owned = TOPICS.stream()
                .filter(topic -> topic.owners().contains(service))
                .map(Topic::name)
                .collect(Collectors.toSet());

        assertThat(of(service))
                .filteredOn(right -> right.entry().operation() == AclOperation.WRITE
                        && right.pattern().resourceType() == ResourceType.TOPIC)
                .allSatisfy(right -> assertThat(right.pattern().patternType()).isEqualTo(PatternType.LITERAL))
                .extracting(right -> right.pattern().name())
                .containsExactlyInAnyOrderElementsOf(owned);
    }

    @Test
    void theFrontDoorMayWriteEventsAndNoValues() {
        List<String> rights =
                of("ingest-service").stream().map(KafkaAclsTest::text).toList();

        assertThat(rights)
                .contains("WRITE TOPIC hanoi.air-observation.v1", "WRITE TOPIC hanoi.api-key.v1")
                .doesNotContain("WRITE TOPIC hanoi.indicator-value.v1", "WRITE TOPIC hanoi.alert.v1");
    }

    @Test
    void whatIsNotWritingIsAShortList() {
        assertThat(RIGHTS.stream()
                        .filter(right -> !text(right).startsWith("WRITE TOPIC"))
                        .map(right -> right.entry().principal().substring("User:".length()) + ": " + text(right)))
                .containsExactlyInAnyOrder(
                        "ingest-service: READ TOPIC hanoi.*",
                        "ingest-service: DESCRIBE GROUP hanoi-hub-processor*",
                        "ingest-service: DESCRIBE TOPIC hanoi-hub-processor*",
                        "ingest-service: WRITE TRANSACTIONAL_ID hanoi-hub-files-*",
                        "streams-processor: READ TOPIC hanoi.*",
                        "streams-processor: DESCRIBE GROUP hanoi-hub-processor*",
                        "streams-processor: DESCRIBE TOPIC hanoi-hub-processor*",
                        "streams-processor: ALL TOPIC hanoi-hub-processor*",
                        "streams-processor: ALL GROUP hanoi-hub-processor*",
                        "streams-processor: ALL TRANSACTIONAL_ID hanoi-hub-processor*",
                        "query-service: READ TOPIC hanoi.*",
                        "query-service: DESCRIBE GROUP hanoi-hub-processor*",
                        "query-service: DESCRIBE TOPIC hanoi-hub-processor*",
                        "query-service: READ GROUP hanoi-hub-webhook-*",
                        "query-service: DELETE GROUP hanoi-hub-webhook-*",
                        "schema-registry: ALL TOPIC _schemas");
    }

    /** A topic of events that is gone cannot be made again from anything. */
    @Test
    void nobodyMayDeleteOrMakeATopicOfTheHubs() {
        assertThat(RIGHTS)
                .filteredOn(right -> right.pattern().name().startsWith("hanoi."))
                .extracting(right -> right.entry().operation())
                .containsOnly(AclOperation.READ, AclOperation.WRITE);
        assertThat(RIGHTS).extracting(right -> right.entry().permissionType()).containsOnly(AclPermissionType.ALLOW);
    }

    /** What the services call their groups and transactions has to lie under the names that they have rights on. */
    @Test
    void theNamesInUseLieUnderTheRights() {
        assertThat(Groups.fold("hanoi-hub-processor", "0a1b2c3d")).isEqualTo("hanoi-hub-processor-6-0a1b2c3d");
        assertThat(Groups.accounting("hanoi-hub-processor", "5e6f7a8b"))
                .isEqualTo("hanoi-hub-processor-log-count-6-5e6f7a8b");
        assertThat(Groups.alerts("hanoi-hub-processor")).isEqualTo("hanoi-hub-processor-alerts");
        assertThat(Groups.webhook("w-1")).isEqualTo("hanoi-hub-webhook-w-1").startsWith(Groups.WEBHOOKS);
        assertThat(Groups.webhookOf("hanoi-hub-webhook-w-1")).contains("w-1");
        assertThat(Groups.webhookOf("hanoi-hub-processor-alerts")).isEmpty();
        assertThat(Groups.files("ingest-0", 3))
                .isEqualTo("hanoi-hub-files-ingest-0-3")
                .startsWith(Groups.FILES);
    }
}
