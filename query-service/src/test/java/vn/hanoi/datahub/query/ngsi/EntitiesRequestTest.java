package vn.hanoi.datahub.query.ngsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.edge.problem.BadRequestException;

/** Pages of entities (ETSI GS CIM 009, 6.3.10 and 6.3.13). */
class EntitiesRequestTest {

    private static EntitiesRequest.Asked asked(Integer limit, Boolean count, String options) {
        return new EntitiesRequest(
                        "AirQualityObserved", null, null, null, null, null, options, null, limit, null, count)
                .asked();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_001, Integer.MAX_VALUE})
    void refusesPagesOutOfRange(int limit) {
        assertThatThrownBy(() -> asked(limit, null, null)).isInstanceOf(BadRequestException.class);
    }

    @ParameterizedTest
    @CsvSource({"kpiValue>50, , q is not answered here", ", /hanoi, scopeQ is not answered here"})
    void refusesQueriesThatItDoesNotAnswer(String q, String scopeQ, String why) {
        EntitiesRequest request =
                new EntitiesRequest("AirQualityObserved", null, null, null, q, scopeQ, null, null, null, null, null);

        assertThatThrownBy(request::asked)
                .isInstanceOf(BadRequestException.class)
                .hasMessageStartingWith(why);
    }

    @Test
    void aPatternMatchesSomePartOfAnId() {
        Entity entity = new Entity("urn:ngsi-ld:AirQualityObserved:hanoi:S1", "AirQualityObserved", "context");

        assertThat(matching("hanoi:S\\d$").wanted()).accepts(entity);
        assertThat(matching("^hanoi").wanted()).rejects(entity);
    }

    private static EntitiesRequest.Asked matching(String idPattern) {
        return new EntitiesRequest(
                        "AirQualityObserved", null, idPattern, null, null, null, null, null, null, null, null)
                .asked();
    }

    /** Thirty characters of the first one took two gigabytes, and with them the whole service. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "((((a{30}){30}){30}){30}){30}",
                "(((a{9,30}){30,}){9,30}){30}",
                "a{30}{30}{30}{30}",
                "(\\pL{1000}){1000}",
                "a{1000}"
            })
    void refusesPatternsThatGrowWhenTheyAreCompiled(String idPattern) {
        assertThatThrownBy(() -> matching(idPattern))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("large repetitions");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on_time:\\d{5}:\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}$",
                "(:[0-9]{5}){3}$",
                "^urn:ngsi-ld:[A-Za-z]{1,40}:hanoi:",
                "00(166|229)",
                "[{]0{0}"
            })
    void takesPatternsThatStaySmall(String idPattern) {
        assertThat(matching(idPattern)).isNotNull();
    }

    @Test
    void refusesAnEmptyPageThatIsNotCounted() {
        assertThatThrownBy(() -> asked(0, false, null))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("count=true");
    }

    @ParameterizedTest
    @CsvSource({"0,true,", "0,,count", "1000,,", ",,"})
    void takesAnEmptyPageForTheNumberOfEntities(Integer limit, Boolean count, String options) {
        assertThat(asked(limit, count, options).limit()).isEqualTo(limit == null ? 20 : limit);
    }
}
