package vn.hanoi.datahub.schemas.access;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.access.ApiKey;
import vn.hanoi.datahub.domain.Digest;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.Yaml;

/**
 * The API keys of a hub. The first ones come from a file. Records in the topic of keys, above all revocations, take
 * precedence over the file. Only the SHA-256 of each key is kept: keys are 256 random bits, so their hash needs neither
 * a salt nor a slow function.
 */
public final class KeyRing {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_DIGITS = 12;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Catalogue catalogue;
    private final Map<String, ApiKey> byId = new ConcurrentHashMap<>();

    /** For each key that replaces another one, the id of the key that it replaces. */
    private final Map<String, String> predecessors = new ConcurrentHashMap<>();

    /** Creates an empty key ring. */
    public KeyRing(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Reads the file of hashed keys: a JSON list of {@code {"sha256": …, "agency": …}} or {@code {"sha256": …, "role":
     * …}}.
     *
     * @throws IllegalStateException when the file is missing
     */
    public static KeyRing read(Path file, Catalogue catalogue) {
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing: it lists the hashed API keys");
        }
        KeyRing ring = new KeyRing(catalogue);
        try (Reader reader = Files.newBufferedReader(file)) {
            // JSON is YAML, and the catalogue's reader reports file and line of any error.
            for (Yaml entry : Yaml.read(file.toString(), reader).list()) {
                ring.put(key(entry, catalogue));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ring;
    }

    private static ApiKey key(Yaml entry, Catalogue catalogue) {
        String sha256 = entry.get("sha256").text();
        Optional<Yaml> code = entry.find("agency");
        if (code.isPresent() && catalogue.findAgency(code.get().text()).isEmpty()) {
            throw code.get().error("the catalogue has no agency '" + code.get().text() + "'");
        }
        String role = code.isPresent() ? Role.AGENCY.word() : entry.get("role").text();
        if (Worded.find(Role.class, role).isEmpty() || (code.isEmpty() && role.equals(Role.AGENCY.word()))) {
            throw entry.error("role is operator or reader; a key of an agency names it: agency: <code>");
        }
        if (!SHA256.matcher(sha256).matches()) {
            throw entry.get("sha256").error("sha256 is 64 digits 0-9 a-f: ./hub keys prints it");
        }
        return ApiKey.newBuilder()
                .setId(id(sha256))
                .setSha256(sha256)
                .setRole(role)
                .setAgency(code.map(Yaml::text).orElse(null))
                .setLabel("from the file of keys")
                .setCreatedBy("file")
                .setCreatedAt(Instant.EPOCH)
                .build();
    }

    /** Adds a key, or replaces what was known of it by what is newer. A revocation is final, whatever follows it. */
    public void put(ApiKey key) {
        byId.merge(
                key.getId(),
                key,
                (known, newer) -> newer.getRevokedAt() != null || known.getRevokedAt() == null
                        ? newer
                        : ApiKey.newBuilder(newer)
                                .setRevokedAt(known.getRevokedAt())
                                .build());
        String next = key.getReplacedBy();
        if (next != null) {
            predecessors.put(next, key.getId());
        }
    }

    /**
     * Returns the record key of a key's revocation, which is separate from the key's own record: a concurrent write of
     * the key by another instance does not replace it.
     */
    public static String revocation(String id) {
        return id + "/revocation";
    }

    /** Removes a key; it is then unknown and gives no access. */
    public void remove(String id) {
        byId.remove(id);
        predecessors.remove(id);
    }

    public Optional<ApiKey> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Collection<ApiKey> all() {
        return byId.values();
    }

    /**
     * Returns the caller that a key belongs to.
     *
     * @throws KeyRefusedException when the key is unknown, has expired or was revoked, or the catalogue no longer has
     *     its agency
     */
    public Caller caller(String key, Instant now) {
        String sha256 = sha256(key);
        ApiKey known = byId.get(id(sha256));
        if (known == null || !known.getSha256().equals(sha256)) {
            throw new KeyRefusedException("the key is not known");
        }
        return caller(known, now);
    }

    /**
     * Returns the caller that the key with this id belongs to, for a session in which the key has already been
     * presented.
     *
     * @throws KeyRefusedException as {@link #caller(String, Instant)}
     */
    public Caller callerOf(String id, Instant now) {
        return caller(find(id).orElseThrow(() -> new KeyRefusedException("the key is not known")), now);
    }

    private Caller caller(ApiKey known, Instant now) {
        if (known.getRevokedAt() != null || isMadeByRevoked(known)) {
            throw new KeyRefusedException("the key " + known.getId() + " was revoked; ask the operator for another");
        }
        if (known.getExpiresAt() != null && !now.isBefore(known.getExpiresAt())) {
            throw new KeyRefusedException("the key " + known.getId() + " expired at " + known.getExpiresAt()
                    + "; use the one it was rotated to, or ask the operator for another");
        }
        return new Caller(
                "key:" + known.getId(),
                Worded.find(Role.class, known.getRole()).orElseThrow(),
                agency(known, CityTime.dayOf(now)));
    }

    /** Returns whether the key was created by rotating a key that had already been revoked elsewhere. */
    private boolean isMadeByRevoked(ApiKey key) {
        ApiKey made = key;
        for (ApiKey former = predecessor(made); former != null; former = predecessor(made)) {
            if (former.getRevokedAt() != null && !former.getRevokedAt().isAfter(made.getCreatedAt())) {
                return true;
            }
            made = former;
        }
        return false;
    }

    private @Nullable ApiKey predecessor(ApiKey key) {
        return byId.get(predecessors.getOrDefault(key.getId(), ""));
    }

    /** Returns the agency of a key; once it has ended, its successor, to which the key passes. */
    private @Nullable Agency agency(ApiKey key, LocalDate today) {
        return key.getAgency() == null
                ? null
                : catalogue
                        .findAgency(key.getAgency())
                        .map(agency -> catalogue.heir(agency, today))
                        .orElseThrow(() -> new KeyRefusedException(
                                "the catalogue no longer has the agency " + key.getAgency() + " of this key"));
    }

    /** Returns a new key: 256 random bits, as text that a header can carry. */
    public static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns the public id of a key with this hash. */
    public static String id(String sha256) {
        return sha256.substring(0, Math.min(ID_DIGITS, sha256.length()));
    }

    public static String sha256(String key) {
        return Digest.of(key).hex();
    }
}
