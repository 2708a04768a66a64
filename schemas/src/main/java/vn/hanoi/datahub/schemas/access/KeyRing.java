package vn.hanoi.datahub.schemas.access;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.Yaml;

/**
 * The API keys of a hub and who holds them. Only the SHA-256 of each key is kept: keys are 256 random bits, so their hash needs no salt and no slowness.
 */
public final class KeyRing {

    private final Map<String, Holder> bySha256;

    /**
     * Who holds a key.
     *
     * @param agency null for a holder that publishes nothing: an operator, a reader
     */
    public record Holder(String role, @Nullable Agency agency) {

        /** Whether it is an operator's. */
        public boolean isOperator() {
            return role.equals("operator");
        }
    }

    /**
     * @param bySha256 holders by the lower-case hex SHA-256 of their key
     */
    public KeyRing(Map<String, Holder> bySha256) {
        this.bySha256 = Map.copyOf(bySha256);
    }

    /** Reads the file of hashed keys: a JSON list of {@code {"sha256": …, "agency": …}} or {@code {"sha256": …, "role": …}}. */
    public static KeyRing read(Path file, Catalogue catalogue) {
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing: it lists the hashed API keys");
        }
        Map<String, Holder> holders = new HashMap<>();
        try (Reader reader = Files.newBufferedReader(file)) {
            // JSON is YAML, and the catalogue's reader names file and line of what is wrong.
            for (Yaml entry : Yaml.read(file.toString(), reader).list()) {
                Optional<Yaml> code = entry.find("agency");
                Holder holder = code.isEmpty()
                        ? new Holder(entry.get("role").text(), null)
                        : new Holder(
                                "agency",
                                catalogue
                                        .findAgency(code.get().text())
                                        .orElseThrow(() -> code.get()
                                                .error("the catalogue has no agency '"
                                                        + code.get().text() + "'")));
                holders.put(entry.get("sha256").text(), holder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new KeyRing(holders);
    }

    /** Who holds a key; empty when nobody does. */
    public Optional<Holder> find(String key) {
        return Optional.ofNullable(bySha256.get(sha256(key)));
    }

    public static String sha256(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
