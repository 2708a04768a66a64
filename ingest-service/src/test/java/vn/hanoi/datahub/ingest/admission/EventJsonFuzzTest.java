package vn.hanoi.datahub.ingest.admission;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import vn.hanoi.datahub.domain.agency.Agency;

/** Whatever bytes come as events: they are read, or refused with a reason, and the door decides on what was read. */
class EventJsonFuzzTest {

    private static final Agency AGENCY =
            AtTheDoor.CATALOGUE.findAgency("H26.NNMT").orElseThrow();

    @FuzzTest
    void structured(byte[] body) {
        try {
            admit(List.of(EventJson.structured(body)));
        } catch (UnreadableException refused) {
            // has its reason
        }
    }

    @FuzzTest
    void batch(byte[] body) {
        try {
            admit(EventJson.batch(body, 100));
        } catch (UnreadableException refused) {
            // has its reason
        }
    }

    private static void admit(List<Submission> events) {
        events.forEach(event -> AtTheDoor.DOOR.admit(event, AGENCY, AtTheDoor.NOW));
    }
}
