package vn.hanoi.datahub.standalone.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which new schema a subject may have: what would break a reader is told with its place. */
class CompatibilityTest {

    private static final Schema ONE = record("{\"name\":\"a\",\"type\":\"string\"}");

    /** Reads the first and is read by it: the new field has a default, and the old reader leaves it out. */
    private static final Schema WITH_DEFAULT =
            record("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}");

    private static final Schema WITHOUT_DEFAULT =
            record("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"int\"}");
    private static final Schema WITHOUT_FIELD = record("");

    private static Schema record(String fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"x\",\"fields\":[" + fields + "]}");
    }

    private static Schema symbols(String symbols) {
        return new Schema.Parser().parse("{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[" + symbols + "]}");
    }

    @ParameterizedTest(name = "{0}: with default {1}, without {2}, less {3}")
    @CsvSource({
        "NONE, true, true, true",
        "BACKWARD, true, false, true",
        "BACKWARD_TRANSITIVE, true, false, true",
        "FORWARD, true, true, false",
        "FORWARD_TRANSITIVE, true, true, false",
        "FULL, true, false, false",
        "FULL_TRANSITIVE, true, false, false"
    })
    void takesWhatItsRuleAllows(Compatibility rule, boolean withDefault, boolean without, boolean less) {
        assertThat(rule.violation(WITH_DEFAULT, List.of(ONE)).isEmpty()).isEqualTo(withDefault);
        assertThat(rule.violation(WITHOUT_DEFAULT, List.of(ONE)).isEmpty()).isEqualTo(without);
        assertThat(rule.violation(WITHOUT_FIELD, List.of(ONE)).isEmpty()).isEqualTo(less);
    }

    /** The last version is one that the new schema reads; the first one is not. */
    @ParameterizedTest
    @CsvSource({"BACKWARD, true", "BACKWARD_TRANSITIVE, false", "FULL, true", "FULL_TRANSITIVE, false"})
    void looksAtAllFormerOnes_whereTheRuleIsTransitive(Compatibility rule, boolean isTaken) {
        assertThat(rule.violation(WITHOUT_DEFAULT, List.of(ONE, WITHOUT_DEFAULT))
                        .isEmpty())
                .isEqualTo(isTaken);
    }

    @ParameterizedTest
    @EnumSource
    void takesTheFirstOneWhateverItIs(Compatibility rule) {
        assertThat(rule.violation(ONE, List.of())).isEmpty();
        assertThat(rule.violation(ONE, List.of(ONE))).isEmpty();
        assertThat(Compatibility.find(rule.name())).contains(rule);
    }

    @Test
    void saysWhatIsMissing_andWhere() {
        assertThat(Compatibility.BACKWARD
                        .violation(WITHOUT_DEFAULT, List.of(ONE))
                        .orElseThrow())
                .contains("/fields/1", "READER_FIELD_MISSING_DEFAULT_VALUE", "b");
        assertThat(Compatibility.BACKWARD
                        .violation(symbols("\"A\""), List.of(symbols("\"A\",\"CO\"")))
                        .orElseThrow())
                .contains("/symbols", "MISSING_ENUM_SYMBOLS", "CO");
    }

    /** The same is wrong with each former version: it is said once. */
    @Test
    void saysTheSameOnce() {
        String one = Compatibility.BACKWARD_TRANSITIVE
                .violation(WITHOUT_DEFAULT, List.of(ONE))
                .orElseThrow();

        assertThat(Compatibility.BACKWARD_TRANSITIVE.violation(WITHOUT_DEFAULT, List.of(ONE, ONE)))
                .contains(one);
    }

    @Test
    void knowsNoOtherRule() {
        assertThat(Compatibility.find("backward")).isEmpty();
        assertThat(Compatibility.find("")).isEmpty();
    }

    /** A schema is known again however it is laid out, and with its documentation it is another. */
    @Test
    void aSchemaIsTheSameHoweverItIsLaidOut() {
        assertThat(SchemaStore.canonical("{ \"type\" : \"string\" }")).isEqualTo(SchemaStore.canonical("\"string\""));
        assertThat(SchemaStore.canonical("\"string\"")).isNotEqualTo(SchemaStore.canonical("\"bytes\""));
    }
}
