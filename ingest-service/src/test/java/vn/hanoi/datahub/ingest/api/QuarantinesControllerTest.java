package vn.hanoi.datahub.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.domain.agency.ActiveQuarantine;
import vn.hanoi.datahub.edge.audit.AuditedTopic;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.ingest.admission.ActiveQuarantines;
import vn.hanoi.datahub.ingest.admission.AtTheDoor;
import vn.hanoi.datahub.ingest.api.QuarantinesController.NewQuarantine;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.access.Role;

/** Which quarantines are none, and who sees which. */
class QuarantinesControllerTest {

    private static final Caller OPERATOR = new Caller("key:op", Role.OPERATOR, null);

    private final ActiveQuarantines holds = new ActiveQuarantines();
    private final QuarantinesController quarantines =
            new QuarantinesController(holds, new AuditedTopic<>(null, null), AtTheDoor.CATALOGUE, () -> AtTheDoor.NOW);

    @ParameterizedTest(name = "{0} {1} {2} {3} {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                " | | | | why | a quarantine must name an agency in the catalogue, not 'null'",
                "H26.NOBODY | | | | why | a quarantine must name an agency in the catalogue, not 'H26.NOBODY'",
                "H26.HCC | dossier | | | why | there is no event type 'dossier'",
                "H26.HCC | | | | | why must have 1 to 512 printable characters: the agency sees it",
                "H26.HCC | | 2025-08-10 | | why | from is a timestamp with offset such as 2026-04-03T09:00:00+07:00, in the years 1900 to 2999, not '2025-08-10'",
                "H26.HCC | | | 3000-01-01T00:00:00Z | why | to is a timestamp with offset such as 2026-04-03T09:00:00+07:00, in the years 1900 to 2999, not '3000-01-01T00:00:00Z'",
                "H26.HCC | | 2025-08-10T00:00:00Z | 2025-08-10T07:00:00+07:00 | why | from must be before to"
            })
    void refusesWhatHoldsNothingBack(String agency, String type, String from, String to, String why, String message) {
        assertThatThrownBy(() ->
                        quarantines.quarantine(OPERATOR, new NewQuarantine(agency, type, null, from, to, why), null))
                .isInstanceOf(BadRequestException.class)
                .hasMessage(message);
    }

    @Test
    void releasesNothingThatIsNotInForce() {
        assertThatThrownBy(() -> quarantines.release(OPERATOR, "q", null)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void showsAnAgencyItsOwn_andAllToAnOperator() {
        holds.put(new ActiveQuarantine("b", "H26.HCC", null, null, null, null, "bộ đếm hỏng"));
        holds.put(new ActiveQuarantine("a", "H26.VP", null, null, null, null, "why"));
        Caller centre = new Caller(
                "key:x", Role.AGENCY, AtTheDoor.CATALOGUE.findAgency("H26.HCC").orElseThrow());

        assertThat(ids(centre)).containsExactly("b");
        assertThat(ids(OPERATOR)).containsExactly("a", "b");
    }

    private List<String> ids(Caller caller) {
        return quarantines.list(caller).quarantines().stream()
                .map(ActiveQuarantine::id)
                .toList();
    }
}
