package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON Schema of a standard, whose definitions answers are held against. */
final class SchemaFile {

    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode definitions;

    SchemaFile(String name) {
        try (InputStream file = SchemaFile.class.getResourceAsStream("/" + name)) {
            definitions = JSON.readTree(file).path("$defs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void accepts(String definition, JsonNode answer) {
        assertThat(definitions.has(definition)).isTrue();
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JSON.valueToTree(Map.of("$ref", "#/$defs/" + definition, "$defs", definitions)));
        assertThat(schema.validate(
                        answer, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .as("%s", answer)
                .isEmpty();
    }
}
