package vn.hanoi.datahub.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.access.ApiKey;
import vn.hanoi.datahub.edge.audit.AuditedTopic;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.ForbiddenException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.ingest.admission.AtTheDoor;
import vn.hanoi.datahub.ingest.api.KeysController.NewKey;
import vn.hanoi.datahub.ingest.api.KeysController.Rotation;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.access.KeyRing;
import vn.hanoi.datahub.schemas.access.Role;
import vn.hanoi.datahub.schemas.codec.Registry;

/**
 * Which keys are not made, rotated or revoked, and which are shown to whom. What is changed goes through Kafka and is
 * the system tests' business.
 */
class KeysControllerTest {

    static {
        // Avro reads no class that nobody vouches for; a service's registry does it at the start.
        Registry.at("mock://keys");
    }

    private static final Instant NOW = AtTheDoor.NOW;
    private static final Caller OPERATOR = new Caller("key:op", Role.OPERATOR, null);

    private final KeyRing ring = new KeyRing(AtTheDoor.CATALOGUE);

    /** The topic is never reached: whoever gets that far fails here. */
    private final KeysController keys =
            new KeysController(ring, new AuditedTopic<>(null, null), AtTheDoor.CATALOGUE, () -> NOW);

    private static Caller agency(String code, String key) {
        return new Caller(
                "key:" + key, Role.AGENCY, AtTheDoor.CATALOGUE.findAgency(code).orElseThrow());
    }

    private ApiKey.Builder key(String id, String agency) {
        return ApiKey.newBuilder()
                .setId(id)
                .setSha256(id)
                .setRole("agency")
                .setAgency(agency)
                .setLabel("")
                .setCreatedBy("key:op")
                .setCreatedAt(NOW.minusSeconds(60));
    }

    @ParameterizedTest(name = "agency {0}, role {1}, expires {2}")
    @CsvSource({
        ", , , 'a key needs either an agency, or the role operator or reader'",
        "H26.NOBODY, , , 'the catalogue has no agency ''H26.NOBODY'''",
        ", agency, , 'a key needs either an agency, or the role operator or reader'",
        ", king, , 'a key needs either an agency, or the role operator or reader'",
        "H26.HCC, operator, , 'a key needs either an agency, or the role operator or reader'",
        "H26.HCC, , 2001-01-01T00:00:00Z, 'expiresAt must be in the future, not ''2001-01-01T00:00:00Z'''",
        "H26.HCC, , 2025-11-01T00:00:00Z, 'expiresAt must be in the future, not ''2025-11-01T00:00:00Z'''",
        "H26.HCC, , 3000-01-01T00:00:00Z, 'expiresAt is a timestamp with offset such as 2026-04-03T09:00:00+07:00, in the years 1900 to 2999, not ''3000-01-01T00:00:00Z'''",
        "H26.HCC, , soon, 'expiresAt is a timestamp with offset such as 2026-04-03T09:00:00+07:00, in the years 1900 to 2999, not ''soon'''"
    })
    void refusesWhatMakesNoKey(String agency, String role, String expiresAt, String why) {
        assertThatThrownBy(() -> keys.create(OPERATOR, new NewKey(agency, role, null, expiresAt), null))
                .isInstanceOf(BadRequestException.class)
                .hasMessage(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\nbreak", "101"})
    void refusesALabelThatIsNone(String label) {
        String text = label.equals("101") ? "x".repeat(101) : label;

        assertThatThrownBy(() -> keys.create(OPERATOR, new NewKey("H26.HCC", null, text, null), null))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("a label has at most 100 printable characters");
    }

    @Test
    void onlyAnOperatorMakesKeys() {
        assertThatThrownBy(() -> keys.create(agency("H26.HCC", "a"), new NewKey("H26.HCC", null, null, null), null))
                .isInstanceOf(ForbiddenException.class)
                .hasMessageContaining("POST /v1/keys/{id}/rotation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P99D", "P30DT1S", "-PT1S", "24h"})
    void refusesAnOverlapThatIsNone(String overlap) {
        ring.put(key("a", "H26.HCC").build());

        assertThatThrownBy(() -> keys.rotate(OPERATOR, "a", new Rotation(overlap), null))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("overlap must be a duration of PT0S to P30D such as PT24H, not '" + overlap + "'");
    }

    @Test
    void anothersKeyIsNotFound() {
        ring.put(key("theirs", "H26.VP").build());

        assertThatThrownBy(() -> keys.revoke(agency("H26.HCC", "a"), "theirs", null))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> keys.rotate(agency("H26.HCC", "a"), "theirs", null, null))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> keys.revoke(OPERATOR, "nobodys", null)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aKeyThatEndedIsNotRotated() {
        ring.put(key("revoked", "H26.HCC").setRevokedAt(NOW).build());
        ring.put(key("expired", "H26.HCC").setExpiresAt(NOW).build());
        ring.put(key("rotated", "H26.HCC").setReplacedBy("next").build());

        assertThatThrownBy(() -> keys.rotate(OPERATOR, "revoked", null, null))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("was revoked at");
        assertThatThrownBy(() -> keys.revoke(OPERATOR, "revoked", null))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("was revoked at");
        assertThatThrownBy(() -> keys.rotate(OPERATOR, "expired", null, null))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("expired at");
        assertThatThrownBy(() -> keys.rotate(OPERATOR, "rotated", null, null))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("the key rotated was rotated to next; use that");
    }

    @Test
    void anAgencyMakesTwentyKeysADay() {
        for (int i = 0; i < 20; i++) {
            ring.put(key("k" + i, "H26.HCC").build());
        }
        ring.put(key("other", "H26.VP").build());

        assertThatThrownBy(() -> keys.rotate(agency("H26.HCC", "k1"), "k1", null, null))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("20 keys of one agency are made in 24 hours at most");
        assertThatThrownBy(() -> keys.rotate(OPERATOR, "k1", null, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> keys.rotate(agency("H26.VP", "other"), "other", null, null))
                .as("goes on to the topic, which this test does not have")
                .isInstanceOf(NullPointerException.class);
    }

    /** Whoever has found an old key must not get at the new one by it. */
    @Test
    void aKeyThatWasRotated_changesNoOther() {
        ring.put(key("old", "H26.HCC").setReplacedBy("new").build());
        ring.put(key("new", "H26.HCC").build());

        assertThatThrownBy(() -> keys.revoke(agency("H26.HCC", "old"), "new", null))
                .isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> keys.rotate(agency("H26.HCC", "old"), "new", null, null))
                .isInstanceOf(ForbiddenException.class);
    }

    private List<KeysController.KeyView> listed(Caller caller) {
        return keys.list(caller).keys();
    }

    @Test
    void listsAnAgencysOwn_andAllForAnOperator() {
        ring.put(key("b", "H26.HCC").setExpiresAt(NOW).build());
        ring.put(key("a", "H26.HCC").setExpiresAt(NOW.plusSeconds(1)).build());
        ring.put(key("c", "H26.VP").setRevokedAt(NOW).build());

        assertThat(listed(agency("H26.HCC", "x")))
                .extracting(row -> row.id() + " " + row.status())
                .containsExactly("a valid", "b expired");
        assertThat(listed(OPERATOR))
                .extracting(row -> row.id() + " " + row.status())
                .containsExactly("a valid", "b expired", "c revoked");
        assertThat(listed(OPERATOR)).allSatisfy(row -> assertThat(row.key()).isNull());
    }
}
