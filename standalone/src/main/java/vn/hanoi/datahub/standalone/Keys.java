package vn.hanoi.datahub.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.schemas.access.KeyRing;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.connection.ServiceKey;

/**
 * The keys of a hub in one JVM, created at its first start: {@code demo-keys.json} in plain text, readable only by its
 * owner; {@code keys.json} hashed, for the ingest service.
 */
public final class Keys {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT)
            .build();

    private final JsonNode keys;

    static final String WEBHOOK_KEY = "webhook-key";
    static final String SERVICE_KEY = "service-key";

    private Keys(JsonNode keys) {
        this.keys = keys;
    }

    /** Returns the file of hashed keys, in the format that services read. */
    public static Path hashed(Path data) {
        return data.resolve("keys.json");
    }

    /** Returns the file of plain-text keys. */
    public static Path plain(Path data) {
        return data.resolve("demo-keys.json");
    }

    public static Keys read(Path data) {
        if (!Files.exists(plain(data))) {
            throw new IllegalStateException(
                    plain(data) + " is missing: start the hub once with ./hub up, or name its folder with --data");
        }
        return new Keys(JSON.readTree(plain(data).toFile()));
    }

    /** Returns the key that webhooks are signed with; created once. */
    static String ofWebhooks(Path data) {
        return text(data.resolve(WEBHOOK_KEY));
    }

    /** Returns the key with which the hub's services authenticate to one another; created once. */
    public static ServiceKey ofServices(Path data) {
        return new ServiceKey(text(data.resolve(SERVICE_KEY)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the keys of a trial hub, and their files, where they do not exist yet. */
    public static void makeOnce(Path data, Catalogue catalogue) {
        for (String secret : List.of(WEBHOOK_KEY, SERVICE_KEY)) {
            if (!Files.exists(data.resolve(secret))) {
                writePrivately(data.resolve(secret), KeyRing.random().getBytes(StandardCharsets.UTF_8));
            }
        }
        if (Files.exists(plain(data)) && Files.exists(hashed(data))) {
            return;
        }
        ObjectNode plain = JSON.createObjectNode();
        ArrayNode hashes = JSON.createArrayNode();
        ObjectNode agencies = plain.putObject("agencies");
        for (Agency agency : catalogue.agencies()) {
            String key = KeyRing.random();
            ObjectNode entry = agencies.putObject(agency.code()).put("key", key);
            new TreeSet<>(agency.types()).forEach(entry.putArray("types")::add);
            hashes.addObject().put("sha256", KeyRing.sha256(key)).put("agency", agency.code());
        }
        for (String role : new String[] {"operator", "reader"}) {
            String key = KeyRing.random();
            plain.put(role, key);
            hashes.addObject().put("sha256", KeyRing.sha256(key)).put("role", role);
        }
        writePrivately(plain(data), JSON.writeValueAsBytes(plain));
        writePrivately(hashed(data), JSON.writeValueAsBytes(hashes));
    }

    private static void writePrivately(Path file, byte[] content) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the key of a role: operator or reader. */
    public String ofRole(String role) {
        String key = keys.path(role).asString("");
        if (key.isEmpty()) {
            throw new IllegalArgumentException("there is no key for role '" + role + "'");
        }
        return key;
    }

    /** Returns the agencies that may publish an event type; all of them if the type is empty. */
    public List<String> agenciesOf(String type) {
        return keys.path("agencies").properties().stream()
                .filter(agency -> type.isEmpty()
                        || agency.getValue()
                                .path("types")
                                .valueStream()
                                .anyMatch(own -> own.asString().equals(type)))
                .map(Map.Entry::getKey)
                .toList();
    }

    public String of(String agency) {
        String key = keys.path("agencies").path(agency).path("key").asString("");
        if (key.isEmpty()) {
            throw new IllegalArgumentException("there is no key for agency '" + agency + "'");
        }
        return key;
    }
}
