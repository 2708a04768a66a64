package vn.hanoi.datahub.schemas.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.access.ApiKey;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueException;
import vn.hanoi.datahub.schemas.catalogue.Shipped;

/** Whom a key speaks for, and when it opens nothing. */
class KeyRingTest {

    private static final Catalogue CATALOGUE = Shipped.CATALOGUE;
    private static final Instant NOW = Instant.parse("2025-11-01T00:00:00Z");

    @TempDir
    private Path folder;

    private final KeyRing ring = new KeyRing(CATALOGUE);

    private static ApiKey.Builder key(String key) {
        return ApiKey.newBuilder()
                .setId(KeyRing.id(KeyRing.sha256(key)))
                .setSha256(KeyRing.sha256(key))
                .setRole("agency")
                .setAgency("H26.HCC")
                .setLabel("")
                .setCreatedBy("key:op")
                .setCreatedAt(NOW);
    }

    private void assertRefused(String key, String why) {
        assertThatThrownBy(() -> ring.caller(key, NOW))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessage(why);
    }

    /** As many as a system has that rotates its key every hour, for three years. */
    @Test
    void aKeyThatWasRotatedThousandsOfTimesSpeaksForItsAgency() {
        int rotations = 30_000;
        for (int i = 0; i < rotations; i++) {
            ring.put(key("key-" + i)
                    .setReplacedBy(KeyRing.id(KeyRing.sha256("key-" + (i + 1))))
                    .build());
        }
        ring.put(key("key-" + rotations).build());

        assertThat(ring.caller("key-" + rotations, NOW).ownAgency()).contains("H26.HCC");
    }

    @Test
    void aKeySpeaksForItsAgency() {
        ring.put(key("secret").build());

        Caller caller = ring.caller("secret", NOW);

        // sha256sum of "secret" begins so
        assertThat(caller.name()).isEqualTo("key:2bb80d537b1d");
        assertThat(caller.role()).isEqualTo(Role.AGENCY);
        assertThat(caller.ownAgency()).contains("H26.HCC");
        assertThat(caller.publisher().types()).contains("procedure-dossier");
        assertThat(caller.isOperator()).isFalse();
    }

    @Test
    void aKeyOfARole_speaksForNoAgency() {
        ring.put(key("op").setRole("operator").setAgency(null).build());

        Caller caller = ring.caller("op", NOW);

        assertThat(caller.isOperator()).isTrue();
        assertThat(caller.ownAgency()).isEmpty();
        assertThatThrownBy(caller::publisher).isInstanceOf(NullPointerException.class);
    }

    @Test
    void refusesAnUnknownKey() {
        ring.put(key("secret").build());

        assertRefused("Secret", "the key is not known");
        assertRefused("", "the key is not known");
        assertRefused(KeyRing.sha256("secret"), "the key is not known");
    }

    /** An id is the beginning of a hash: who finds another key with the same beginning must not come in by it. */
    @Test
    void looksAtTheWholeHash() {
        ring.put(key("secret")
                .setSha256(KeyRing.sha256("secret").substring(0, 63) + "x")
                .build());

        assertRefused("secret", "the key is not known");
    }

    @Test
    void refusesAKeyFromTheMomentOnAtWhichItExpires() {
        ring.put(key("ends").setExpiresAt(NOW).build());
        ring.put(key("lasts").setExpiresAt(NOW.plusMillis(1)).build());

        assertRefused(
                "ends",
                "the key " + KeyRing.id(KeyRing.sha256("ends"))
                        + " expired at 2025-11-01T00:00:00Z; use the one it was rotated to, or ask the operator for another");
        assertThat(ring.caller("lasts", NOW).role()).isEqualTo(Role.AGENCY);
    }

    @Test
    void refusesARevokedKey_whateverElseIsSaidOfIt() {
        ring.put(key("revoked")
                .setRevokedAt(NOW.plusSeconds(60))
                .setExpiresAt(NOW.plusSeconds(60))
                .build());

        assertRefused(
                "revoked",
                "the key " + KeyRing.id(KeyRing.sha256("revoked")) + " was revoked; ask the operator for another");
    }

    @Test
    void refusesAKeyWhoseAgencyIsGone() {
        ring.put(key("gone").setAgency("H26.GONE").build());

        assertRefused("gone", "the catalogue no longer has the agency H26.GONE of this key");
    }

    /** A second instance that rotates, or labels, the key at the same moment does not know of the revocation. */
    @Test
    void aRevocationStays_inWhateverOrderItArrives() {
        ApiKey plain = key("secret").build();
        ApiKey revoked = key("secret").setRevokedAt(NOW).build();
        ApiKey rotated = key("secret").setReplacedBy("next").build();
        for (List<ApiKey> order : List.of(
                List.of(plain, revoked, rotated),
                List.of(revoked, rotated, plain),
                List.of(plain, rotated, revoked),
                List.of(rotated, revoked, plain))) {
            KeyRing other = new KeyRing(CATALOGUE);
            order.forEach(other::put);
            assertThatThrownBy(() -> other.caller("secret", NOW)).isInstanceOf(KeyRefusedException.class);
        }
    }

    @Test
    void aKeyThatARevokedOneWasRotatedTo_opensNothing() {
        String next = KeyRing.id(KeyRing.sha256("next"));
        String third = KeyRing.id(KeyRing.sha256("third"));
        ring.put(key("next")
                .setCreatedAt(NOW.plusSeconds(1))
                .setReplacedBy(third)
                .build());
        ring.put(key("third").setCreatedAt(NOW.plusSeconds(2)).build());
        ring.put(key("secret").setReplacedBy(next).build());
        assertThat(ring.caller("next", NOW).role()).isEqualTo(Role.AGENCY);

        ring.put(key("secret")
                .setReplacedBy(next)
                .setRevokedAt(NOW.plusSeconds(9))
                .build());
        assertThat(ring.caller("next", NOW).role()).as("rotated before").isEqualTo(Role.AGENCY);

        ring.put(key("secret").setReplacedBy(next).setRevokedAt(NOW).build());
        assertRefused("next", "the key " + next + " was revoked; ask the operator for another");
        assertRefused("third", "the key " + third + " was revoked; ask the operator for another");
    }

    @Test
    void whatIsNewerTakesThePlace_andWhatIsRemovedIsUnknown() {
        ring.put(key("secret").build());
        ring.put(key("secret").setRevokedAt(NOW).build());
        assertThat(ring.all()).hasSize(1);
        assertThat(ring.find("2bb80d537b1d")).map(ApiKey::getRevokedAt).contains(NOW);

        ring.remove("2bb80d537b1d");

        assertRefused("secret", "the key is not known");
        assertThat(ring.find("2bb80d537b1d")).isEmpty();
    }

    @Test
    void aNewKeyIsLongAndLikeNoOther() {
        assertThat(KeyRing.random()).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(KeyRing.random());
    }

    private KeyRing read(String json) throws IOException {
        return KeyRing.read(Files.writeString(folder.resolve("keys.json"), json), CATALOGUE);
    }

    @Test
    void readsTheFileOfHashedKeys() throws IOException {
        KeyRing read = read("[\n{\"sha256\": \"" + KeyRing.sha256("a") + "\", \"agency\": \"H26.VP\"},\n{\"sha256\": \""
                + KeyRing.sha256("b") + "\", \"role\": \"reader\"}]");

        assertThat(read.caller("a", NOW).ownAgency()).contains("H26.VP");
        assertThat(read.caller("b", NOW).role()).isEqualTo(Role.READER);
        assertThat(read.all()).hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"sha256\": \"a\", \"agency\": \"H26.NOBODY\"} | 2: the catalogue has no agency 'H26.NOBODY'",
                "{\"sha256\": \"a\", \"role\": \"reader\"} | 2: sha256 is 64 digits 0-9 a-f: ./hub keys prints it",
                "{\"sha256\": \"a\", \"role\": \"king\"} | 2: role is operator or reader; a key of an agency names it: agency: <code>",
                "{\"sha256\": \"a\", \"role\": \"agency\"} | 2: role is operator or reader; a key of an agency names it: agency: <code>",
                "{\"sha256\": \"a\"} | 2: 'role' is missing",
                "{\"role\": \"reader\"} | 2: 'sha256' is missing",
                "5 | 2: a map is expected"
            })
    void namesFileAndLineOfWhatIsWrong(String entry, String error) {
        assertThatThrownBy(() -> read("[\n" + entry + "]"))
                .isInstanceOf(CatalogueException.class)
                .hasMessage(folder.resolve("keys.json") + ":" + error);
    }

    @Test
    void namesFileAndLineOfWhatIsNoList() {
        assertThatThrownBy(() -> read("{}")).hasMessage(folder.resolve("keys.json") + ":1: a list is expected");
        assertThatThrownBy(() -> read("[\n{\"sha256\"\n")).hasMessageStartingWith(folder.resolve("keys.json") + ":3: ");
        assertThatThrownBy(() -> KeyRing.read(folder.resolve("none.json"), CATALOGUE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(folder.resolve("none.json") + " is missing: it lists the hashed API keys");
    }
}
