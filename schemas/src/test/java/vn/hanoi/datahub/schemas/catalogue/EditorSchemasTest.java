package vn.hanoi.datahub.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Editors complete keys from a JSON Schema, and the readers refuse keys that they do not know: they know the same. */
class EditorSchemasTest {

    private static final String COUNTED = "{dimensions: [], periods: [month], fold: sum, pillar: dg, ";
    private static final String ACTS =
            "{id: p, acts: [{number: '1', title: {vi: a, en: a}, issuer: {vi: a, en: a}, date: 2025-01-01}], ";
    private static final String GROUPS = ACTS + "groups: [{id: g, name: {vi: a, en: a}}], ";
    private static final String ITEM = GROUPS + "items: [{number: '1', group: g, name: {vi: a, en: a}, ";

    /** Returns the keys that a schema knows at a place, such as {@code items/properties/inputs/items}. */
    private static Set<String> known(String schema, String place) {
        Yaml at = Yaml.read( // JSON is YAML as well
                schema,
                new InputStreamReader(
                        Objects.requireNonNull(EditorSchemasTest.class.getResourceAsStream("/catalogue/" + schema)),
                        StandardCharsets.UTF_8));
        for (String step : place.isEmpty() ? List.<String>of() : List.of(place.split("/"))) {
            at = at.get(step);
        }
        assertThat(at.get("additionalProperties").bool()).isFalse();
        return at.get("properties").map().keySet();
    }

    /** Returns the keys that a reader names when it finds one that it does not know. */
    private static List<String> read(String yaml, Consumer<Yaml> reader) {
        CatalogueException refused = catchThrowableOfType(
                CatalogueException.class, () -> reader.accept(Yaml.read("test.yaml", new StringReader(yaml))));
        assertThat(refused).hasMessageContaining("'unknown' is not known here; known are ");
        String message = String.valueOf(refused.getMessage());
        return List.of(message.substring(message.indexOf("known are ") + "known are ".length())
                .split(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"items | {", "items/properties/inputs/items | " + COUNTED + "inputs: [{"})
    void ofAnIndicator(String place, String upToTheKey) {
        assertThat(read(closed(upToTheKey), yaml -> new IndicatorReader(Map.of()).read(yaml)))
                .containsExactlyInAnyOrderElementsOf(known("indicators.schema.json", place));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\" | {",
                "$defs/act | {id: p, acts: [{",
                "properties/groups/items | " + ACTS + "groups: [{",
                "$defs/item | " + GROUPS + "items: [{",
                "$defs/item/properties/responsible/items | " + ITEM + "responsible: [{",
                "$defs/item/properties/baseline | " + ITEM + "baseline: {",
                "$defs/target | " + ITEM + "targets: [{"
            })
    void ofAPlan(String place, String upToTheKey) {
        PlanReader reader = new PlanReader(Map.of(), Set.of(), null, null); // none gets that far

        assertThat(read(closed(upToTheKey), reader::read))
                .containsExactlyInAnyOrderElementsOf(known("plans.schema.json", place));
    }

    /** Adds an unknown key to the beginning of a document, and closes what is open. */
    private static String closed(String upToTheKey) {
        StringBuilder closed = new StringBuilder(upToTheKey).append("unknown: 1");
        for (int i = upToTheKey.length() - 1, open = 0; i >= 0; i--) {
            char at = upToTheKey.charAt(i);
            open += at == '}' || at == ']' ? -1 : at == '{' || at == '[' ? 1 : 0;
            if (open > 0) {
                closed.append(at == '{' ? '}' : ']');
                open = 0;
            }
        }
        return closed.toString();
    }
}
