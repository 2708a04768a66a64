package vn.hanoi.datahub.edge.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.access.AuditEvent;
import vn.hanoi.datahub.edge.config.SmallService;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.access.Role;
import vn.hanoi.datahub.schemas.log.WrittenLog;
import vn.hanoi.datahub.schemas.topic.Topics;

/** Changes of rights and refused accesses, as their topic has them. */
class AuditLogTest {

    private static final Instant NOW = Instant.parse("2025-11-01T00:00:00Z");
    private static final Caller AGENCY = new Caller(
            "key:abc", Role.AGENCY, SmallService.CATALOGUE.findAgency("H26.HCC").orElseThrow());

    private final WrittenLog written = new WrittenLog("audit", Topics.AUDIT);
    private Instant now = NOW;
    private final AuditLog audit = new AuditLog(written.log, "ingest-service", () -> now);

    private List<AuditEvent> told() {
        return written.of(Topics.AUDIT);
    }

    @Test
    void tellsWhoChangedWhat_fromWhere() {
        audit.changed(AGENCY, "key-revoked", "key-1", "at once", "10.1.2.3");

        assertThat(told())
                .containsExactly(new AuditEvent(
                        NOW,
                        "ingest-service",
                        "key:abc",
                        "H26.HCC",
                        "key-revoked",
                        "key-1",
                        "at once",
                        "10.1.2.3",
                        1L));
        assertThat(new String(written.producer.history().get(0).key())).contains("key:abc");
    }

    /** A change that is in no audit must not be made. */
    @Test
    void failsWhereKafkaDoesNotHoldTheChange() {
        written.producer.sendException = new KafkaException("away");

        assertThatThrownBy(() -> audit.changed(AGENCY, "key-revoked", "key-1", "", ""))
                .isInstanceOf(KafkaException.class);
    }

    @Test
    void aRefusalIsAnsweredWhetherKafkaTakesItOrNot() {
        written.producer.sendException = new KafkaException("away");

        assertThatCode(() -> audit.refused(null, "GET /v1/keys", "the key is not known", "10.1.2.3"))
                .doesNotThrowAnyException();
    }

    /** The path is what a caller sent, perhaps without any key, and the audit is stored for years. */
    @ParameterizedTest
    @CsvSource({
        "GET /v1/events/statistic/0987001033, GET /v1/events/statistic/…",
        "GET /v1/mappings/lan@secretmail.vn, GET /v1/mappings/…",
        "POST /v1/releases/30F-678.90/versions/1, POST /v1/releases/…/versions/1",
        "GET /v1/events/0987/001/033, …",
        "GET /v1/indicators/air.pm25_mean/values, GET /v1/indicators/air.pm25_mean/values"
    })
    void leavesPersonalDataOutOfPaths(String target, String told) {
        audit.refused(null, target, "a caller of role agency may not " + target, "10.1.2.3");

        assertThat(told()).extracting(AuditEvent::getTarget).containsExactly(told);
        assertThat(told().get(0).toString())
                .doesNotContain("0987")
                .doesNotContain("lan@")
                .doesNotContain("678");
    }

    @Test
    void tellsARefusalAtOnce_andItsRepetitionsCounted() {
        for (int i = 0; i < 5; i++) {
            audit.refused(AGENCY, "POST /v1/keys", "why", "10.1.2.3");
            audit.refused(null, "POST /v1/keys", "why", "10.1.2.3");
        }
        assertThat(told()).extracting(AuditEvent::getActor).containsExactly("key:abc", "-");
        assertThat(told()).extracting(AuditEvent::getTimes).containsOnly(1L);

        audit.round();

        assertThat(told()).extracting(AuditEvent::getTimes).containsExactly(1L, 1L, 4L, 4L);
        audit.round();
        assertThat(told()).hasSize(4);
    }

    @Test
    void tellsARefusalAtOnceAgain_inTheNextRound() {
        audit.refused(AGENCY, "POST /v1/keys", "why", "10.1.2.3");
        audit.round();
        assertThat(told()).hasSize(1);

        audit.refused(AGENCY, "POST /v1/keys", "why", "10.1.2.3");

        assertThat(told()).hasSize(2);
    }

    /** A flood of refusals, each with another path, must not become a flood of records. */
    @Test
    void countsTogether_whatIsMoreThanAThousandDifferent() {
        for (int i = 0; i < 1_500; i++) {
            audit.refused(null, "GET /v1/" + i, "why", "10.1.2.3");
        }
        assertThat(written.producer.history()).hasSize(1_001);

        audit.round();

        assertThat(written.producer.history()).hasSize(1_002);
        AuditEvent last = told().get(1_001);
        assertThat(last.getTarget()).isEqualTo("many");
        assertThat(last.getTimes()).isEqualTo(499);
    }

    /** Whoever has no key can send a thousand other paths every ten seconds, and each record is kept for years. */
    @Test
    void aFloodThatGoesOn_isCountedTogetherForTheHour_andHidesNoCallerWithAKey() {
        for (int i = 0; i < 3_000; i++) {
            if (i % 1_000 == 0) {
                audit.round();
            }
            audit.refused(null, "GET /v1/" + i, "why", "10.1.2.3");
        }
        assertThat(told()).hasSize(1_000 + 2 + 1); // "many", at once in two rounds, and its repetitions in one

        audit.refused(AGENCY, "POST /v1/keys", "why", "10.1.2.3");
        assertThat(told().get(1_003).getActor()).isEqualTo("key:abc");

        now = NOW.plusSeconds(3_600);
        audit.refused(null, "GET /v1/x", "why", "10.1.2.3");
        assertThat(told().get(1_004).getTarget()).isEqualTo("GET /v1/x");
    }

    @Test
    void cutsWhatIsTooLong() {
        audit.refused(null, "GET /" + "x".repeat(10_000), "y".repeat(10_000), "10.1.2.3");

        assertThat(told().get(0).getTarget()).hasSize(301).endsWith("x…");
        assertThat(told().get(0).getDetail()).hasSize(301).endsWith("y…");
    }
}
