package vn.hanoi.datahub.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.schemas.access.KeyRing;
import vn.hanoi.datahub.schemas.access.Role;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/** The keys that a hub makes at its first start, and the folder that {@code ./hub secrets} makes. */
class KeysTest {

    private static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void name() throws IOException {
        folder = Files.createDirectories(temporary.resolve("data"));
    }

    private String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void thePlainKeysAreTheirOwnersAlone() throws IOException {
        Keys.makeOnce(folder, CATALOGUE);

        assertThat(permissions(Keys.plain(folder))).isEqualTo("rw-------");
        assertThat(permissions(Keys.hashed(folder))).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("webhook-key"))).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("service-key"))).isEqualTo("rw-------");
    }

    @Test
    void eachAgencyAndRoleHasAKey_thatTheHashedFileKnows() throws IOException {
        Keys.makeOnce(folder, CATALOGUE);

        KeyRing ring = KeyRing.read(Keys.hashed(folder), CATALOGUE);
        Keys keys = Keys.read(folder);
        for (Agency agency : CATALOGUE.agencies()) {
            assertThat(ring.caller(keys.of(agency.code()), Instant.EPOCH).ownAgency())
                    .contains(agency.code());
        }
        assertThat(ring.caller(keys.ofRole("operator"), Instant.EPOCH).role()).isEqualTo(Role.OPERATOR);
        assertThat(ring.caller(keys.ofRole("reader"), Instant.EPOCH).role()).isEqualTo(Role.READER);
        assertThat(ring.all()).hasSize(CATALOGUE.agencies().size() + 2);
        assertThat(Files.readString(Keys.hashed(folder))).doesNotContain(keys.ofRole("operator"));
        assertThat(Keys.ofWebhooks(folder)).hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void aStartAgainChangesNoKey() throws IOException {
        Keys.makeOnce(folder, CATALOGUE);
        String plain = Files.readString(Keys.plain(folder));
        String webhooks = Keys.ofWebhooks(folder);

        Keys.makeOnce(folder, CATALOGUE);

        assertThat(Files.readString(Keys.plain(folder))).isEqualTo(plain);
        assertThat(Keys.ofWebhooks(folder)).isEqualTo(webhooks);
    }

    @Test
    void knowsWhoMayPublishAType() {
        Keys.makeOnce(folder, CATALOGUE);
        Keys keys = Keys.read(folder);

        assertThat(keys.agenciesOf("air-observation")).containsExactly("H26.NNMT");
        assertThat(keys.agenciesOf("procedure-dossier"))
                .contains("H26.HCC", "H26.X00004")
                .doesNotContain("H26.NNMT");
        assertThat(keys.agenciesOf("nothing")).isEmpty();
        assertThat(keys.agenciesOf("")).hasSize(CATALOGUE.agencies().size());
    }

    @Test
    void saysWhichKeyThereIsNot() {
        assertThatThrownBy(() -> Keys.read(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(Keys.plain(folder)
                        + " is missing: start the hub once with ./hub up, or name its folder with --data");
        Keys.makeOnce(folder, CATALOGUE);
        assertThatThrownBy(() -> Keys.read(folder).of("H26.NOBODY"))
                .hasMessage("there is no key for agency 'H26.NOBODY'");
        assertThatThrownBy(() -> Keys.read(folder).ofRole("king")).hasMessage("there is no key for role 'king'");
    }

    /** The folder is its owner's alone; what containers are given can be read by whoever runs in there. */
    @Test
    void secretsAreMadeOnce_forContainersToRead() throws IOException {
        Path secrets = temporary.resolve("deploy/secrets");

        assertThat(Ended.run("secrets", secrets.toString()).code()).isZero();

        assertThat(permissions(secrets)).isEqualTo("rwx------");
        assertThat(permissions(Keys.plain(secrets))).isEqualTo("rw-------");
        for (String given :
                new String[] {"keys.json", "webhook-key", "service-key", "history-password", "grafana-password"}) {
            assertThat(permissions(secrets.resolve(given))).as(given).isEqualTo("r--r--r--");
            assertThat(Files.readString(secrets.resolve(given))).as(given).hasSizeGreaterThan(32);
        }
    }

    /** The plain keys are handed out and taken away; those that are in use must not change by that. */
    @Test
    void secretsStayAsTheyAre_whenThePlainKeysWereTakenAway() throws IOException {
        Ended.run("secrets", folder.toString());
        String hashed = Files.readString(Keys.hashed(folder));
        String password = Files.readString(folder.resolve("history-password"));
        Files.delete(Keys.plain(folder));

        assertThat(Ended.run("secrets", folder.toString()).code()).isZero();

        assertThat(Files.readString(Keys.hashed(folder))).isEqualTo(hashed);
        assertThat(Files.readString(folder.resolve("history-password"))).isEqualTo(password);
        assertThat(Keys.plain(folder)).doesNotExist();
    }
}
