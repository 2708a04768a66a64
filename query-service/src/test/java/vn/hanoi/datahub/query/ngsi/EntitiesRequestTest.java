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
