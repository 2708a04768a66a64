package vn.hanoi.datahub.query.form;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.query.Shipped;

/** A list that is narrowed to what there is not is refused: it would look like good news. */
class NarrowedTest {

    private static final List<String> SEVERITIES = List.of("minor", "moderate", "severe", "extreme");

    @Test
    void whatThereIsNotIsRefused_andWhatWasMeantNamed() {
        assertThatThrownBy(() -> Narrowed.check("severity", "Severe", SEVERITIES))
                .isInstanceOf(BadRequestException.class)
                .hasMessage(
                        "there is no severity 'Severe'; did you mean 'severe'?; there are minor, moderate, severe, extreme");
        assertThatThrownBy(() -> Narrowed.checkAgency(Shipped.CATALOGUE, "h26.nnmt"))
                .hasMessage("there is no agency 'h26.nnmt'; did you mean 'H26.NNMT'?");
        assertThatThrownBy(() -> Narrowed.checkType(Shipped.CATALOGUE, "air_observation"))
                .hasMessage("there is no event type 'air_observation'; did you mean 'air-observation'?");
    }

    @Test
    void whatThereIsIsTaken_andNothingAtAll() {
        assertThatCode(() -> Narrowed.check("severity", "severe", SEVERITIES)).doesNotThrowAnyException();
        assertThatCode(() -> Narrowed.check("severity", null, SEVERITIES)).doesNotThrowAnyException();
        assertThatCode(() -> Narrowed.checkAgency(Shipped.CATALOGUE, "-")).doesNotThrowAnyException();
        assertThatCode(() -> Narrowed.checkAgency(Shipped.CATALOGUE, "H26.NNMT"))
                .doesNotThrowAnyException();
    }
}
