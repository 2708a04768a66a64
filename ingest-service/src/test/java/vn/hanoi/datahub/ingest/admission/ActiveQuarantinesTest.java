package vn.hanoi.datahub.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.DOSSIER;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.with;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.domain.agency.ActiveQuarantine;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.ingest.admission.Admission.Admitted;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/** What an operator holds back does not come in, and comes in again once it is released. */
class ActiveQuarantinesTest {

    private static final Instant TEN = Instant.parse("2025-08-10T03:00:00Z");

    private final ActiveQuarantines quarantines = new ActiveQuarantines();
    private final AdmissionPolicy policy = AtTheDoor.door(quarantines);

    private boolean isHeld(String subject) {
        Admission said = AtTheDoor.admit(policy, "H26.HCC", with(DOSSIER, "\"refused\"", "\"" + subject + "\""));
        return said instanceof Refused refused && refused.reason() == RefusalReason.QUARANTINED;
    }

    @ParameterizedTest(name = "of {0} {1} {2}, from {3} to {4}: {5}")
    @CsvSource({
        "H26.HCC, , , , , true",
        "H26.VP, , , , , false",
        "H26.HCC, procedure-dossier, , , , true",
        "H26.HCC, work-dossier, , , , false",
        "H26.HCC, , S1/PM25, , , true",
        "H26.HCC, , S1, , , true",
        "H26.HCC, , S, , , false",
        "H26.HCC, , S1/PM, , , false",
        "H26.HCC, , S1/PM25/x, , , false",
        "H26.HCC, , , 2025-08-10T03:00:00Z, , true",
        "H26.HCC, , , 2025-08-10T03:00:01Z, , false",
        "H26.HCC, , , , 2025-08-10T03:00:01Z, true",
        "H26.HCC, , , , 2025-08-10T03:00:00Z, false",
        "H26.HCC, procedure-dossier, S1, 2025-08-10T00:00:00Z, 2025-08-11T00:00:00Z, true"
    })
    void holdsBackWhatMatchesAllThatItNames(
            String agency, String type, String subject, Instant from, Instant to, boolean isHeld) {
        quarantines.put(new ActiveQuarantine("q", agency, type, subject, from, to, "bộ đếm hỏng"));

        assertThat(isHeld("S1/PM25")).isEqualTo(isHeld);
    }

    @Test
    void saysWhy_andBlamesNoField() {
        quarantines.put(new ActiveQuarantine("q", "H26.HCC", null, null, null, null, "bộ đếm hỏng"));

        Refused said = (Refused) AtTheDoor.admit(policy, "H26.HCC", DOSSIER);

        assertThat(said.reason().word()).isEqualTo("quarantined");
        assertThat(said.field()).isNull();
        assertThat(said.detail())
                .hasToString(
                        "quarantined; send it again after an operator has released the quarantine. Reason: bộ đếm hỏng");
    }

    /** Nothing else may be wrong: what would be refused anyway is told what to put right. */
    @Test
    void isTheLastThingLookedAt() {
        quarantines.put(new ActiveQuarantine("q", "H26.HCC", null, null, null, null, "bộ đếm hỏng"));

        Refused said = (Refused) AtTheDoor.admit(policy, "H26.HCC", with(DOSSIER, "\"00004\"", "\"99999\""));

        assertThat(said.reason()).isEqualTo(RefusalReason.UNKNOWN_AREA);
    }

    @Test
    void releasesOne_andTheOthersStay() {
        quarantines.put(new ActiveQuarantine("one", "H26.HCC", null, "S1", null, null, "one"));
        quarantines.put(new ActiveQuarantine("other", "H26.HCC", null, "S2", TEN, null, "other"));

        quarantines.release("one");

        assertThat(isHeld("S1")).isFalse();
        assertThat(isHeld("S2")).isTrue();
        assertThat(quarantines.all()).extracting(ActiveQuarantine::id).containsExactly("other");
        quarantines.release("other");
        assertThat(AtTheDoor.admit(policy, "H26.HCC", DOSSIER)).isInstanceOf(Admitted.class);
    }

    @Test
    void aHoldThatIsChangedTakesTheFormersPlace() {
        quarantines.put(new ActiveQuarantine("q", "H26.HCC", null, "S1", null, null, "former"));
        quarantines.put(new ActiveQuarantine("q", "H26.HCC", null, "S2", null, null, "changed"));

        assertThat(isHeld("S1")).isFalse();
        assertThat(isHeld("S2")).isTrue();
    }
}
