package vn.hanoi.datahub.standalone.agency;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.Digest;

/**
 * The record of what this machine has sent, by content: after an interruption, a push resumes where it stopped instead
 * of sending again.
 */
public final class PushLog {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    public PushLog(Path file) {
        this.file = file;
    }

    /** Returns the key of one content that is sent to one hub, as one type, with one mapping. */
    static String key(Path content, String... with) throws IOException {
        MessageDigest digest = Digest.sha256();
        for (String word : with) {
            digest.update((word + "\n").getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream in = new DigestInputStream(Files.newInputStream(content), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Digest.of(digest).hex();
    }

    /** Returns where the progress of a content can be followed. */
    Optional<String> find(String key) {
        return Optional.ofNullable(all().get(key)).map(JsonNode::asString);
    }

    void put(String key, String location) throws IOException {
        ObjectNode all = all().put(key, location);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.write(next, JSON.writeValueAsBytes(all));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private ObjectNode all() {
        try {
            return Files.exists(file) ? JSON.readValue(file.toFile(), ObjectNode.class) : JSON.createObjectNode();
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    file + " is no record of what was sent; delete it, or name another with --log", e);
        }
    }
}
