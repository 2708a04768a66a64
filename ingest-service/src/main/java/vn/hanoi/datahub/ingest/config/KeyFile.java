package vn.hanoi.datahub.ingest.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.ingest.api.ApiKeys;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Reads the file of hashed keys: a JSON list of {@code {"sha256": …, "agency": …}} or {@code {"sha256": …, "role": …}}. */
final class KeyFile {

    private KeyFile() {}

    static ApiKeys read(Path file, Catalogue catalogue) {
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing: it lists the hashed API keys (hub.ingest.keys)");
        }
        Map<String, ApiKeys.Holder> holders = new HashMap<>();
        for (JsonNode entry : new JsonMapper().readTree(file.toFile())) {
            String code = entry.path("agency").asString("");
            ApiKeys.Holder holder = code.isEmpty()
                    ? new ApiKeys.Holder(entry.path("role").asString("reader"), null)
                    : new ApiKeys.Holder(
                            "agency",
                            catalogue
                                    .findAgency(code)
                                    .orElseThrow(() -> new IllegalStateException(
                                            file + " names agency '" + code + "', which the catalogue does not have")));
            holders.put(entry.path("sha256").asString(""), holder);
        }
        return new ApiKeys(holders);
    }
}
