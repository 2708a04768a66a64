package vn.hanoi.datahub.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.STATISTIC;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.admit;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.with;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.edge.detail.Detail;

/** Of two events with one identity only one counts: a correction, or a mistake that loses a station. */
class ToldSubjectsTest {

    private static final String AIR = """
            {"specversion":"1.0","type":"vn.hanoi.air-observation","source":"urn:hanoi:agency:H26.NNMT","id":"a","subject":"hanoi","time":"2025-09-01T09:00:00+07:00",
             "data":{"station":"S1","parameter":"PM25","value":21.5,"averagingMinutes":60,"area":"00166"}}
            """;

    private static final String RETRACTION = """
            {"specversion":"1.0","type":"vn.hanoi.air-observation","source":"urn:hanoi:agency:H26.NNMT","id":"x","subject":"hanoi","time":"2025-09-01T09:00:00+07:00","operation":"retract"}
            """;

    private final ToldSubjects told = new ToldSubjects();

    /** A plus for each event that is let in. */
    private String next(String agency, String... events) {
        StringBuilder all = new StringBuilder();
        for (String event : events) {
            Admission admission = admit(agency, event);
            assertThat(admission).isInstanceOf(Admission.Admitted.class);
            all.append(told.next(admission, all.length()) instanceof Admission.Admitted ? '+' : '-');
        }
        return all.toString();
    }

    @Test
    void oneSubjectAndTimeForTwoStationsOrParameters_isRefused() {
        assertThat(next("H26.NNMT", AIR, with(AIR, "S1", "S2"), with(AIR, "PM25", "O3")))
                .isEqualTo("+--");
        assertThat(told.repeated()).isZero();
    }

    @Test
    void theRefusalSaysWhatTheSubjectStandsFor_andWhatToDo() {
        next("H26.NNMT", AIR);

        Admission second = told.next(admit("H26.NNMT", with(AIR, "S1", "S2")), 1);

        assertThat(second).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.reason().word()).isEqualTo("malformed");
            assertThat(refused.field()).isEqualTo("/subject");
            assertThat(refused.detail())
                    .hasToString(
                            "the subject 'hanoi' stands for station S2, parameter PM25 here, but for station S1, parameter PM25 in an earlier row or event (0);"
                                    + " of both, only the newest would count: give each its own subject, such as {station}/{parameter}");
            assertThat(refused.detail().in(Detail.VIETNAMESE))
                    .contains("station S2")
                    .contains("{station}/{parameter}");
        });
    }

    @Test
    void aCorrectionIsNone_andIsCounted() {
        assertThat(next(
                        "H26.NNMT",
                        AIR,
                        with(AIR, "21.5", "22"),
                        AIR,
                        with(AIR, "\"time\"", "\"dataversion\":1,\"time\"")))
                .isEqualTo("++++");
        assertThat(told.repeated()).isEqualTo(3);
        assertThat(told.firstRepeated()).isOne();
    }

    /** Each observation time has its own identity, so nothing is lost. */
    @Test
    void anotherTimeOrSubjectIsNotTheSame() {
        assertThat(next(
                        "H26.NNMT",
                        AIR,
                        with(with(AIR, "S1", "S2"), "T09", "T10"),
                        with(with(AIR, "S1", "S2"), "\"hanoi\"", "\"hanoi-2\"")))
                .isEqualTo("+++");
        assertThat(told.repeated()).isZero();
    }

    @Test
    void afterARetractionTheSubjectIsFree() {
        assertThat(next("H26.NNMT", AIR, RETRACTION, with(AIR, "S1", "S2"))).isEqualTo("+++");
    }

    @Test
    void aStatisticIsOfOneFigureAreaPeriodAndMember() {
        assertThat(next(
                        "H26.TKE",
                        STATISTIC,
                        with(STATISTIC, "\"time\":\"2025-08-10", "\"time\":\"2025-08-11"),
                        with(STATISTIC, "\"numerator\":1", "\"numerator\":2"),
                        with(STATISTIC, "2023-04", "2023-05"),
                        with(STATISTIC, "fibre_households", "smartphone_adults"),
                        with(STATISTIC, "\"denominator\":100", "\"denominator\":100,\"dimension\":\"viettel\"")))
                .isEqualTo("+++---");
    }

    /** A figure was typed under another area: later, or as a newer version, it replaces the mistake. */
    @Test
    void aCorrectionMayConcernAnotherAreaOrPeriod() {
        assertThat(next(
                        "H26.TKE",
                        STATISTIC,
                        with(with(STATISTIC, "2023-04", "2023-05"), "\"time\":\"2025-08-10", "\"time\":\"2025-08-11"),
                        with(with(STATISTIC, "2023-04", "2023-06"), "\"time\"", "\"dataversion\":1,\"time\"")))
                .isEqualTo("+++");
        assertThat(told.repeated()).isEqualTo(2);
    }

    @Test
    void remembersNoMoreThanAFileNeeds() {
        Admission.Admitted first = (Admission.Admitted) admit("H26.NNMT", AIR);
        List<String> said = new ArrayList<>();
        told.next(first, 0);
        for (int i = 1; i <= 100_001; i++) {
            told.next(new Admission.Admitted(at(first.event(), i), first.type(), first.data(), null), i);
        }
        said.add(told.repeated() + "");
        told.next(first, 100_002);
        said.add(told.repeated() + "");
        told.next(first, 100_003);
        said.add(told.repeated() + "");

        assertThat(said).containsExactly("0", "0", "1");
    }

    private static Event at(Event event, int seconds) {
        return new Event(
                event.type(),
                event.source(),
                event.subject(),
                event.id(),
                event.time().plusSeconds(seconds),
                event.dataVersion(),
                event.operation(),
                event.data());
    }
}
